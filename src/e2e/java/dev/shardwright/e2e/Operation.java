package dev.shardwright.e2e;

import static dev.shardwright.e2e.Changes.configured;
import static dev.shardwright.e2e.Changes.renamed;
import static dev.shardwright.e2e.Changes.replicas;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Remains;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * A change of a running cluster, and how one sees that it is half done.
 *
 * @param middle whether it is, given the cluster and its pods as they were before
 */
record Operation(String name, ClusterManifest wanted, BiPredicate<Cluster, Map<String, String>> middle) {
    static final ClusterManifest START = replicas(ClusterManifest.load("five"), "data", 3);

    private static final String MISSING_VERSION = "8.19.99";

    /** The one that leaves most behind if it is forgotten half-way: a filter, shards on the wrong nodes. */
    static Stream<Operation> everyday() {
        return Stream.of(new Operation("a data node removed", replicas(START, "data", 2), Operation::removing));
    }

    static Stream<Operation> others() {
        return Stream.of(
                new Operation("nodes reconfigured", configured(START, "data"), Operation::replaced),
                new Operation(
                        "a data node added",
                        replicas(START, "data", 4),
                        (c, before) -> c.pods().size() > 6),
                new Operation("two masters removed", replicas(START, "master", 1), Operation::removing),
                new Operation("a pool replaced", renamed(START, "data", "store"), (c, before) -> !c.pods("store")
                        .isEmpty()),
                new Operation(
                        "every node restarted", START.put("/update", "{restartTrigger: again}"), Operation::replaced),
                new Operation(
                        "an upgrade to a version without an image",
                        START.put("/version", MISSING_VERSION),
                        (c, before) -> replaced(c, before) || told(c, MISSING_VERSION)),
                new Operation(
                        "hibernation",
                        START.put("/hibernate", "true"),
                        (c, before) -> c.pods().size() < 6));
    }

    /** A node is being drained or has lost its vote: Elasticsearch itself was changed for it. */
    private static boolean removing(Cluster cluster, Map<String, String> before) {
        Remains now = Remains.of(cluster);
        return cluster.pods().size() < before.size()
                || now.settings().containsKey(Remains.OWN_FILTER)
                || now.exclusions().size() > 1;
    }

    private static boolean replaced(Cluster cluster, Map<String, String> before) {
        return cluster.incarnations().entrySet().stream()
                .anyMatch(pod -> !pod.getValue().equals(before.get(pod.getKey())));
    }

    private static boolean told(Cluster cluster, String word) {
        return cluster.status().orElseThrow().toString().contains(word);
    }

    @Override
    public String toString() {
        return name;
    }
}
