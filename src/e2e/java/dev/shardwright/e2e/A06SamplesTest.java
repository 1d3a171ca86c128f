package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that we hand to users works as it is. */
@EndToEnd
@DisplayName("A6 samples")
class A06SamplesTest {
    private static final Path SAMPLES = Path.of("samples");

    @ParameterizedTest(name = "A6 sample {0} reaches Ready")
    @MethodSource("files")
    @DisplayName("A6 samples:")
    void reachesReady(String file, Spaces spaces) throws IOException {
        Space space = spaces.open("a6");
        List<HasMetadata> items = space.apply(Files.readString(SAMPLES.resolve(file)));

        List<Cluster> clusters = items.stream()
                .filter(i -> "ElasticCluster".equals(i.getKind()))
                .map(i -> space.in(i.getMetadata().getNamespace())
                        .cluster(i.getMetadata().getName()))
                .toList();
        assertThat(clusters).as("clusters in " + file).isNotEmpty();
        clusters.forEach(Cluster::awaitGreen);
        clusters.forEach(
                c -> assertThat(c.elastic().nodes()).hasSameSizeAs(c.pods()).isNotEmpty());
        clusters.forEach(c -> c.space().close());
        space.close();
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> found = Files.walk(SAMPLES)) {
            return found
                    .filter(p -> p.toString().endsWith(".yaml"))
                    .filter(A06SamplesTest::holdsCluster)
                    .map(p -> SAMPLES.relativize(p).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static boolean holdsCluster(Path file) {
        try {
            return Files.readString(file).contains("kind: ElasticCluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
