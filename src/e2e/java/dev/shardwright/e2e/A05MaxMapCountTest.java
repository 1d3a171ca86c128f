package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Hosts;
import dev.shardwright.e2e.harness.Spaces;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** vm.max_map_count is raised by the operator's pods; where they may not, the failure explains itself. */
@EndToEnd
@DisplayName("A5 vm.max_map_count")
class A05MaxMapCountTest {
    private static final String FILE = "/proc/sys/vm/max_map_count";
    private static final String TOO_LOW = "65530";
    private static final String ENOUGH = "262144";

    private final Map<String, String> before = new TreeMap<>();

    @BeforeEach
    void lower(Hosts hosts) {
        for (String node : hosts.names()) {
            before.put(node, hosts.run(node, "cat " + FILE).trim());
            hosts.run(node, "echo " + TOO_LOW + " >" + FILE);
        }
    }

    @AfterEach
    void putBack(Hosts hosts) {
        before.forEach((node, value) -> hosts.run(node, "echo " + value + " >" + FILE));
    }

    @Test
    @DisplayName("A5 vm.max_map_count of the node is raised from 65530 by the init container")
    void raised(Spaces spaces, Hosts hosts) {
        Cluster cluster =
                spaces.open("a5").apply(ClusterManifest.load("single")).awaitGreen();

        assertThat(cluster.file("single-node-0", FILE).trim()).isEqualTo(ENOUGH);
        String node = cluster.pods().getFirst().getSpec().getNodeName();
        assertThat(hosts.run(node, "cat " + FILE).trim()).isEqualTo(ENOUGH);
        cluster.space().close();
    }

    @Test
    @DisplayName("A5 vm.max_map_count too low without the init container: a condition explains it")
    void explained(Spaces spaces) {
        ClusterManifest manifest =
                ClusterManifest.load("single").put("/kernel", "maxMapCount: {mode: AssumeConfigured}");
        Cluster cluster = spaces.open("a5").apply(manifest);

        Condition stalled = cluster.await("Stalled", "True", Duration.ofMinutes(3));

        Console.say("  " + stalled.getReason() + ": " + stalled.getMessage());
        assertThat(stalled.getMessage()).contains("vm.max_map_count", TOO_LOW, ENOUGH, "InitContainer");
        assertThat(cluster.pods()).allSatisfy(pod -> assertThat(pod.getSpec().getInitContainers())
                .allSatisfy(
                        c -> assertThat(c.getSecurityContext().getPrivileged()).isNotEqualTo(true)));
        cluster.space().close();
    }
}
