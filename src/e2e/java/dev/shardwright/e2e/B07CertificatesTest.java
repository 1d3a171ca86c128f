package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.podNames;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import dev.shardwright.support.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New authorities for a cluster whose nodes are restarting one after the other. */
@EndToEnd
@DisplayName("B7 authorities rotated during a rolling restart")
@Tag("full")
class B07CertificatesTest {
    private static final ClusterManifest MIXED = ClusterManifest.load("mixed");
    private static final Duration BEGINNING = Duration.ofMinutes(3);
    /** An election, and looks that take longer while a node starts on two cores. */
    private static final Duration LONGEST_ELECTION = Duration.ofSeconds(20);

    @Test
    @DisplayName("B7 transport CA rotated during a rolling restart: never loses quorum, 0 documents lost")
    void rotatedDuringRestart(Spaces spaces, Operator operator, Figures figures) {
        operator.awaitReady();
        Cluster cluster = spaces.open("b7").apply(MIXED).awaitGreen();
        Map<String, String> before = cluster.incarnations();
        List<String> transport = trusted(cluster, Names.transportCertificates(cluster.name()));
        List<String> http = trusted(cluster, Names.httpCertificates(cluster.name()));
        assertThat(transport).hasSize(1);

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            ClusterManifest restarting = MIXED.put("/update", "{restartTrigger: first}");
            cluster.space().apply(restarting);
            Waiting.until("the first node restarted", BEGINNING, cluster::progress, () -> !cluster.incarnations()
                    .equals(before));

            cluster.space().apply(restarting.put("/certificates", "{rotationTrigger: first}"));
            Waiting.until(
                    "only the new authorities trusted",
                    EVERY_NODE,
                    () -> cluster.progress() + ", transport trusts "
                            + trusted(cluster, Names.transportCertificates(cluster.name()))
                                    .size(),
                    () -> renewed(transport, trusted(cluster, Names.transportCertificates(cluster.name())))
                            && renewed(http, trusted(cluster, Names.httpCertificates(cluster.name())))
                            && cluster.isSettled());

            assertThat(cluster.elastic().nodes()).hasSize(3);
            witness.testify(figures, "authorities-rotated")
                    .neverRed()
                    .neverFewerMembers(2)
                    .neverDown(1, podNames(cluster));
            assertThat(witness.seen().longestWithoutMaster())
                    .as("without a master")
                    .isLessThanOrEqualTo(LONGEST_ELECTION);
            assertThat(witness.seen().restarts(pod -> true)).as("restarts").isEqualTo(3);
        }
    }

    private static boolean renewed(List<String> before, List<String> now) {
        return now.size() == 1 && !before.contains(now.getFirst());
    }

    /** The authorities in the Secret that the nodes mount. */
    private static List<String> trusted(Cluster cluster, String secret) {
        String encoded = cluster.space()
                .client()
                .secrets()
                .inNamespace(cluster.space().name())
                .withName(secret)
                .require()
                .getData()
                .get("ca.crt");
        String bundle = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        return Arrays.stream(bundle.split("-----BEGIN CERTIFICATE-----", -1))
                .map(String::strip)
                .filter(c -> !c.isEmpty())
                .toList();
    }
}
