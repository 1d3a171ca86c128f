package dev.shardwright.e2e.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a change could leave behind: cluster settings, voting exclusions, objects by kind and name. Volume claims don't
 * count: they are kept on purpose.
 */
public record Remains(Map<String, String> settings, List<String> exclusions, List<String> objects) {
    /** An allocation filter that is an administrator's. */
    public static final String FOREIGN_FILTER = "cluster.routing.allocation.exclude._name";

    /** A node that no cluster of ours has. */
    public static final String FOREIGN_NODE = "somebody-elses-node";

    /** Where the operator keeps the nodes that it drains. */
    public static final String OWN_FILTER = "cluster.routing.allocation.exclude.shardwright_node";

    private static final Duration TIDYING = Duration.ofMinutes(2);

    public Remains {
        settings = Map.copyOf(settings);
        exclusions = List.copyOf(exclusions);
        objects = List.copyOf(objects);
    }

    /** As it is now. */
    public static Remains of(Cluster cluster) {
        Elastic elastic = cluster.elastic();
        TreeSet<String> objects = new TreeSet<>(Footprint.of(cluster).objects().keySet());
        objects.removeIf(o -> o.startsWith("PersistentVolumeClaim/"));
        return new Remains(Look.settings(elastic), Look.exclusions(elastic), List.copyOf(objects));
    }

    /** Waits until the same is there again, and nothing else. */
    public void awaitAgain(Cluster cluster) {
        Waiting.until("nothing left over", TIDYING, () -> of(cluster).toString(), () -> of(cluster)
                .equals(this));
    }

    /** Excludes a node from allocation, and one from voting, as an administrator does who has plans of his own. */
    public static void ofAnAdministrator(Cluster cluster) {
        Elastic elastic = cluster.elastic();
        elastic.send(
                "PUT",
                "/_cluster/settings",
                "{\"persistent\":{\"%s\":\"%s\"}}".formatted(FOREIGN_FILTER, FOREIGN_NODE));
        elastic.send("POST", "/_cluster/voting_config_exclusions?node_names=" + FOREIGN_NODE, null);
    }
}
