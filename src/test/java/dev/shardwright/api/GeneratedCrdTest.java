package dev.shardwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The generated files in the tree are those that the types make. {@code -Dcrds.write=true} rewrites them. */
class GeneratedCrdTest {
    @TestFactory
    Stream<DynamicTest> filesInTheTreeAreWhatTheTypesMake() {
        return CrdFiles.all().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey().toString(), () -> compareOrWrite(file.getKey(), file.getValue())));
    }

    private static void compareOrWrite(Path path, String content) throws IOException {
        if (Boolean.getBoolean("crds.write")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as("%s is not what the types in dev.shardwright.api make: run make crds and commit the result", path)
                .isEqualTo(content);
    }
}
