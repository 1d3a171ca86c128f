package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.A_FEW_NODES;
import static dev.shardwright.e2e.Changes.EVERY_NODE;
import static dev.shardwright.e2e.Changes.carryOut;
import static dev.shardwright.e2e.Changes.replicas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Exec;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.KeystoreReload;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.e2e.harness.Witness;
import dev.shardwright.e2e.harness.WrittenIndex;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node has beside its configuration: a volume and a keystore. */
@EndToEnd
@DisplayName("B6 volumes and secure settings")
@Tag("full")
class B06VolumesAndKeystoreTest {
    private static final ClusterManifest SMALL = ClusterManifest.load("small");
    /** Three masters: while one restarts, the others are not without. */
    private static final ClusterManifest MIXED = ClusterManifest.load("mixed");

    private static final String TOOL = "/usr/share/elasticsearch/bin/elasticsearch-keystore";
    private static final String KEYSTORE = "/usr/share/elasticsearch/config/elasticsearch.keystore";
    private static final String KEYS = "keys";
    /** Nodes take these two up without a restart. */
    private static final String FIRST = "cluster.remote.archive.credentials";

    private static final String SECOND = "cluster.remote.branch.credentials";
    /** Read when a node starts, and only then. */
    private static final String AT_START = "bootstrap.password";

    @BeforeEach
    void ready(Operator operator) {
        operator.awaitReady();
    }

    @Test
    @DisplayName("B6 volumes +1Gi: every claim grows, no pod restarts")
    void volumesGrow(Spaces spaces, Figures figures) {
        Cluster cluster = spaces.open("b6-volumes").apply(SMALL).awaitGreen();
        ClusterManifest larger =
                SMALL.putInPool("data", "storage", "{size: 2Gi}").putInPool("master", "storage", "{size: 2Gi}");

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            cluster.space().apply(larger);
            Waiting.until("claims of 2Gi", A_FEW_NODES, () -> sizes(cluster).toString(), () -> sizes(cluster)
                    .equals(Set.of("2Gi of 2Gi")));
            cluster.awaitSettled(A_FEW_NODES);

            witness.testify(figures, "volumes-grown").neverRed().neverRestarted(pod -> true);
        }
        carryOut(cluster, replicas(larger, "data", 3), A_FEW_NODES);
        assertThat(sizes(cluster))
                .as("also the claim of the node that came later")
                .isEqualTo(Set.of("2Gi of 2Gi"));

        // The StatefulSets are whole: a pod that goes comes back with its data.
        cluster.deletePod("small-data-1");
        Waiting.until("the loss seen", A_FEW_NODES, cluster::progress, () -> !cluster.isGreen());
        cluster.awaitSettled(A_FEW_NODES);
    }

    @Test
    @Tag("full")
    @DisplayName("B6 secure settings added, changed, removed: elasticsearch-keystore list agrees on every pod")
    void keystores(Spaces spaces, Figures figures) {
        Space space = spaces.open("b6-keystore");
        Cluster cluster = space.apply(MIXED).awaitGreen();
        ClusterManifest keyed = MIXED.put("/secureSettings", "[{secretName: " + KEYS + "}]");

        try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
            keys(space, Map.of(FIRST, "b25l"));
            carryOut(cluster, keyed, EVERY_NODE);
            awaitKeystores(cluster, Map.of(FIRST, "b25l"));

            keys(space, Map.of(FIRST, "dHdv", SECOND, "dHdv"));
            awaitKeystores(cluster, Map.of(FIRST, "dHdv", SECOND, "dHdv"));

            keys(space, Map.of(SECOND, "dHdv", AT_START, "only-for-the-start"));
            awaitKeystores(cluster, Map.of(SECOND, "dHdv", AT_START, "only-for-the-start"));

            carryOut(cluster, MIXED, EVERY_NODE);
            awaitKeystores(cluster, Map.of());
            witness.testify(figures, "secure-settings").neverDown(1, Changes.podNames(cluster));
        }
    }

    @Test
    @Tag("full")
    @DisplayName(
            "B6 secure settings that running nodes take up: every keystore and every node has them, no pod restarts")
    void reloaded(Spaces spaces, Operator operator, Figures figures) {
        Space space = spaces.open("b6-reload");
        keys(space, Map.of(FIRST, "b25l"));
        ClusterManifest keyed = SMALL.put("/secureSettings", "[{secretName: " + KEYS + "}]");
        KeystoreReload.allowed(operator, space.client(), () -> {
            Cluster cluster = space.apply(keyed).awaitGreen();
            try (Witness witness = Witness.of(cluster, WrittenIndex.replicated("copied"))) {
                keys(space, Map.of(FIRST, "dHdv", SECOND, "dHdv"));
                awaitKeystores(cluster, Map.of(FIRST, "dHdv", SECOND, "dHdv"));
                keys(space, Map.of(SECOND, "dHdv"));
                awaitKeystores(cluster, Map.of(SECOND, "dHdv"));
                awaitMarks(cluster);
                witness.testify(figures, "secure-settings-reloaded").neverRed().neverRestarted(pod -> true);
            }
        });
    }

    /** The operator marks a pod only when its node has confirmed that it read the keystore. */
    private static void awaitMarks(Cluster cluster) {
        Waiting.until("every pod marked alike", A_FEW_NODES, cluster::progress, () -> {
            Set<Optional<String>> marks = cluster.pods().stream()
                    .map(p ->
                            Optional.ofNullable(p.getMetadata().getAnnotations().get(Labels.LOADED_CHANGE)))
                    .collect(Collectors.toSet());
            return marks.size() == 1
                    && marks.iterator().next().filter(m -> m.startsWith("3")).isPresent();
        });
    }

    private static void keys(Space space, Map<String, String> entries) {
        Map<String, String> encoded = new TreeMap<>();
        entries.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        space.apply(new SecretBuilder()
                .withNewMetadata()
                .withName(KEYS)
                .endMetadata()
                // Not stringData: what is left out of that stays in the Secret.
                .withData(encoded)
                .build());
    }

    /** Every pod has exactly these entries with these values, and the cluster has come to rest. */
    private static void awaitKeystores(Cluster cluster, Map<String, String> wanted) {
        Waiting.until(
                "keystores with " + wanted.keySet(),
                EVERY_NODE,
                cluster::progress,
                () -> cluster.isSettled()
                        && cluster.pods().stream()
                                .allMatch(pod -> keystore(cluster, pod).equals(wanted)));
    }

    private static Map<String, String> keystore(Cluster cluster, Pod pod) {
        Map<String, String> entries = new TreeMap<>();
        for (String entry : shell(cluster, pod, "if [ -f %s ]; then %s list; fi".formatted(KEYSTORE, TOOL))
                .lines()
                .toList()) {
            if (!"keystore.seed".equals(entry)) {
                entries.put(entry, shell(cluster, pod, TOOL + " show " + entry).strip());
            }
        }
        return entries;
    }

    private static String shell(Cluster cluster, Pod pod, String script) {
        Space space = cluster.space();
        return Exec.shell(space.client(), space.name(), Pods.name(pod), Names.CONTAINER, script);
    }

    private static Set<String> sizes(Cluster cluster) {
        return cluster.claims().stream()
                .map(c -> c.getStatus().getCapacity().get("storage") + " of " + requested(c))
                .collect(Collectors.toSet());
    }

    private static String requested(PersistentVolumeClaim claim) {
        Quantity size = claim.getSpec().getResources().getRequests().get("storage");
        return size.toString();
    }
}
