package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Hosts;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.SharedCluster;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the operator's own process takes: time to start, and memory. */
@EndToEnd
@DisplayName("A10 operator process")
class A10OperatorProcessTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final int MEBI = 1024;

    @Test
    @DisplayName("A10 operator process: start to first reconcile, memory idle and with 1 cluster")
    void startAndMemory(
            KubernetesClient client,
            SharedCluster shared,
            Spaces spaces,
            Operator operator,
            Hosts hosts,
            Figures figures) {
        shared.discard();
        assertThat(client.resources(ElasticCluster.class)
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .extracting(c ->
                        c.getMetadata().getNamespace() + "/" + c.getMetadata().getName())
                .as("clusters while the operator idles")
                .isEmpty();

        operator.scale(0).scale(1);
        settle(operator, "idle");
        figures.record("operator-rss-mib-idle", resident(hosts, operator));

        figures.record("operator-start-to-first-reconcile-seconds", startToFirstReconcile(spaces, operator, hosts));

        Cluster cluster =
                spaces.open("a10").apply(ClusterManifest.load("single")).awaitGreen();
        settle(operator, "with one cluster");
        figures.record("operator-rss-mib-1-cluster", resident(hosts, operator));
        cluster.space().close();
    }

    /** A resource that waits while the operator is away: its first status is the end of the first reconcile. */
    private static double startToFirstReconcile(Spaces spaces, Operator operator, Hosts hosts) {
        operator.scale(0);
        Space space = spaces.open("a10-first");
        Cluster cluster = space.apply(ClusterManifest.load("single").put("/secureSettings", "[{secretName: absent}]"));
        operator.scaleWithoutWaiting(1);
        Waiting.until("first reconcile", Duration.ofMinutes(2), () -> "", () -> cluster.status()
                .isPresent());
        Instant reconciled = Instant.now();
        double seconds = Duration.between(started(operator.awaitReady(), hosts), reconciled)
                        .toMillis()
                / 1000.0;
        space.close();
        return seconds;
    }

    /** When the process began: its own clock counts from the boot of the machine, in hundredths of a second. */
    private static Instant started(Operator operator, Hosts hosts) {
        Pod pod = operator.pods().getFirst();
        String process = hosts.processes(pod, Operator.CONTAINER).getFirst();
        String script = "set -- $(sed 's/.*) //' /proc/" + process + "/stat); shift 19; echo $1;"
                + " cut -d' ' -f1 /proc/uptime";
        String[] answer = hosts.run(pod.getSpec().getNodeName(), script).trim().split("\\s+", -1);
        double age = Double.parseDouble(answer[1]) - Double.parseDouble(answer[0]) / 100;
        return Instant.now().minusMillis(Math.round(age * 1000));
    }

    private static long resident(Hosts hosts, Operator operator) {
        Pod pod = operator.pods().getFirst();
        long kibi = 0;
        for (String process : hosts.processes(pod, Operator.CONTAINER)) {
            String value =
                    hosts.run(pod.getSpec().getNodeName(), "awk '/^VmRSS/ {print $2}' /proc/" + process + "/status");
            kibi += Long.parseLong(value.trim());
        }
        return kibi / MEBI;
    }

    private static void settle(Operator operator, String how) {
        Waiting.during(
                "the operator " + how, SETTLE, () -> "", () -> operator.pods().size() == 1);
    }
}
