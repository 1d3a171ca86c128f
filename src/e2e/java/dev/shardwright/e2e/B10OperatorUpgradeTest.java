package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.LocalKubernetes;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.SharedCluster;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer operator takes over, whose pods would look different. */
@EndToEnd
@DisplayName("B10 operator upgraded")
@Tag("full")
class B10OperatorUpgradeTest {
    private static final String NEW_LINE = "# a line that the newer operator has";
    private static final String NEW_IMAGE = "ghcr.io/shardwright/shardwright:newer";
    private static final String[] SCRIPTS = {"prepare.sh", "ready.sh"};
    private static final Duration STANDING = Duration.ofSeconds(45);

    @Test
    @DisplayName("B10 operator replaced by a newer build with changed scripts: 0 pod restarts")
    void scriptsChanged(Spaces spaces, Operator operator, LocalKubernetes local, Figures figures, @TempDir Path folder)
            throws IOException {
        local.require();
        operator.awaitReady();
        local.load(newer(folder), NEW_IMAGE);
        Space space = spaces.open("b10");
        Cluster cluster = space.apply(ClusterManifest.load("small")).awaitGreen();
        Map<String, Long> generations = SharedCluster.generations(cluster);
        String image = operator.image();

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            operator.use(NEW_IMAGE);
            // It is at work, and its scripts are the new ones: a cluster that begins now gets them.
            space.apply(ClusterManifest.load("single"));
            Waiting.until("a new cluster with the new scripts", STANDING, () -> "", () -> scripts(space, "single"));
            Waiting.during(
                    "nothing of the old cluster changes",
                    STANDING,
                    cluster::progress,
                    () -> cluster.isSettled()
                            && SharedCluster.generations(cluster).equals(generations));

            assertThat(scripts(space, "small"))
                    .as("the old cluster has new scripts")
                    .isFalse();
            witness.testify(figures, "operator-upgraded").neverRed().neverRestarted(pod -> pod.startsWith("small-"));
        } finally {
            operator.use(image);
        }
    }

    /** The operator's jar with one more line in each script that runs in pods. */
    private static Path newer(Path folder) throws IOException {
        Path jar = folder.resolve("newer-runner.jar");
        Files.copy(LocalKubernetes.operatorJar(), jar, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            for (String script : SCRIPTS) {
                Files.writeString(
                        inside.getPath("dev", "shardwright", "pod", script),
                        NEW_LINE + "\n",
                        StandardOpenOption.APPEND);
            }
        }
        return jar;
    }

    /** Whether what the pods of a cluster are made from has the new line. */
    private static boolean scripts(Space space, String cluster) {
        return space.client().configMaps().inNamespace(space.name()).list().getItems().stream()
                .filter(c -> c.getMetadata().getName().startsWith(cluster + "-"))
                .map(ConfigMap::getData)
                .anyMatch(data -> data != null && data.toString().contains(NEW_LINE));
    }
}
