package dev.shardwright.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the benchmark keeps and shows its figures. */
@DisplayName("Benchmark report")
class ReportTest {
    private static final List<String> ORDER = List.of("one", "mass-50");
    private static final String MACHINE = "2 cores, 8 GB, JDK 25, Kubernetes 1.34";

    private static Report.Part part(String section, String date, Line... lines) {
        return new Report.Part(section, "title of " + section, date, MACHINE, List.of(lines));
    }

    @Test
    @DisplayName("a part takes the place of an earlier one of its name, and leaves the others")
    void partsAreReplacedOneByOne() {
        Report.Part one = part("one", "2026-01-01", Line.of("a", "a", 1, ""));
        Report.Part mass = part("mass-50", "2026-01-01", Line.of("b", "b", 2, ""));
        Report.Part newer = part("one", "2026-02-02", Line.of("a", "a", 3, ""));

        Report report = new Report(List.of()).with(mass, ORDER).with(one, ORDER).with(newer, ORDER);

        assertThat(report.parts()).containsExactly(newer, mass);
    }

    @Test
    @DisplayName("what was written is what is read")
    void survivesTheFile(@TempDir Path folder) throws IOException {
        Report report = new Report(List.of(part(
                "one",
                "2026-01-01",
                Line.of("a", "a", 1.25, "s", Goal.under(2)).eck("3 s").detail("runs: 1"),
                Line.of("b", "b", 0, ""))));
        Path file = folder.resolve("bench.json");

        report.write(file);

        assertThat(Report.read(file)).isEqualTo(report);
        assertThat(Report.read(folder.resolve("none.json")).parts()).isEmpty();
    }

    @Test
    @DisplayName("the table stands between its marks, and marks a goal that was missed")
    void tableStandsBetweenItsMarks() {
        Report report = new Report(List.of(part(
                "one",
                "2026-01-01",
                Line.of("a", "fast", 1, "s", Goal.atMost(2)).eck("3 s"),
                Line.of("b", "slow", 2.5, "s", Goal.atMost(2)))));

        String page = Table.into("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", report);

        assertThat(page)
                .startsWith("before\n<!-- bench -->\n| what")
                .endsWith("<!-- /bench -->\nafter\n")
                .contains("| fast | 1 s | at most 2 | 3 s |\n")
                .contains("| slow | 2.5 s **not met** | at most 2 |  |\n")
                .contains("2026-01-01, " + MACHINE + " (`one`).")
                .doesNotContain("old");
        assertThat(Table.into(page, report)).isEqualTo(page);
        assertThatThrownBy(() -> Table.into("no marks", report)).hasMessageContaining("<!-- bench -->");
    }

    @Test
    @DisplayName("the plot has a point for each number of clusters that was measured")
    void plotHasAPointForEachNumber() {
        Report report = new Report(List.of(
                part("mass-50", "2026-01-01", Line.of("memory-settled", "m", 100, "MB")),
                part("mass-200", "2026-01-01", Line.of("memory-settled", "m", 150, "MB")),
                part("one", "2026-01-01", Line.of("memory-settled", "m", 90, "MB"))));

        assertThat(Plot.of(report))
                .contains("<title>50 clusters: 100</title>", "<title>200 clusters: 150</title>")
                .doesNotContain("90</title>");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "0, 0",
        "0.7349, 0.735",
        "1.0, 1",
        "12.345, 12.3",
        "130, 130",
        "999.6, 1000",
        "1424.4, 1424",
        "0.00012345, 0.000123"
    })
    @DisplayName("figures have three digits that matter")
    void figuresHaveThreeDigits(double figure, String shown) {
        assertThat(Figure.text(figure)).isEqualTo(shown);
    }

    @Test
    @DisplayName("a goal judges the exact figure")
    void goalsJudgeTheExactFigure() {
        assertThat(Line.of("a", "a", 20.04, "", Goal.atMost(20)).met()).isFalse();
        assertThat(Line.of("a", "a", 20, "", Goal.atMost(20)).met()).isTrue();
        assertThat(Line.of("a", "a", 5, "", Goal.under(5)).met()).isFalse();
        assertThat(Line.of("a", "a", 1, "", Goal.exactly(0)).met()).isFalse();
    }
}
