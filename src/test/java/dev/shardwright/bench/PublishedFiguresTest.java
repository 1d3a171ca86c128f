package dev.shardwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What readers see of the benchmark is what it measured. */
@DisplayName("Published figures")
class PublishedFiguresTest {
    private static final Report MEASURED = Report.read(Published.FIGURES);

    @TestFactory
    @DisplayName("table and plot are those of docs/bench.json")
    Stream<DynamicTest> filesShowWhatWasMeasured() {
        return Published.of(MEASURED).entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey()))
                .map(file ->
                        DynamicTest.dynamicTest(file.getKey().toString(), () -> same(file.getKey(), file.getValue())));
    }

    private static void same(Path file, String wanted) throws IOException {
        if (Boolean.getBoolean("bench.write")) {
            Files.writeString(file, wanted);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s shows other figures than docs/bench.json: run make test with -Dbench.write=true, or make bench",
                        file)
                .isEqualTo(wanted);
    }

    @Test
    @DisplayName("every section says when it was measured and on what")
    void everySectionSaysWhenAndWhere() {
        assertThat(MEASURED.parts()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.date()).matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]");
            assertThat(part.machine())
                    .contains("cores", "GB", "JDK", "Kubernetes")
                    .doesNotContain("/");
            assertThat(part.lines()).isNotEmpty();
        });
    }
}
