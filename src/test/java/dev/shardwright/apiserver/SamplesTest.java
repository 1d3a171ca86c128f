package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample is accepted as it is. Whether it runs, the end-to-end tests say. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("samples");

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void isAcceptedWithoutWarning(Path sample) throws IOException {
        ApiServer server = ApiServer.shared();
        boolean ownNamespace = Files.readString(sample).contains("kind: Namespace");
        List<String> place = ownNamespace ? List.of() : List.of("--namespace", server.newNamespace());
        Kubectl apply = server.kubectl(Stream.concat(
                        Stream.of("apply", "--warnings-as-errors", "--validate=strict", "-f", sample.toString()),
                        place.stream())
                .toArray(String[]::new));
        assertThat(apply.output()).contains(".shardwright.dev/").doesNotContain("Warning");
        assertThat(apply.exitCode()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void beginsWithWhatItShowsAndIsListed(Path sample) throws IOException {
        List<String> lines = Files.readAllLines(sample);
        assertThat(lines.stream().takeWhile(line -> line.startsWith("#"))).hasSizeBetween(2, 4);
        if (lines.contains("kind: ElasticCluster")) {
            assertThat(lines).contains("  version: 8.19.21");
        }
        assertThat(Files.readString(SAMPLES.resolve("README.md"))).contains("(" + sample.getFileName() + ")");
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }
}
