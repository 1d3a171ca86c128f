package dev.shardwright.e2e;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Pods;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes of a running cluster, as a user makes them. */
final class Changes {
    /** For a node or two to come or go. */
    static final Duration A_FEW_NODES = Duration.ofMinutes(6);

    /** For every node of a small cluster to restart, one after the other, on two cores. */
    static final Duration EVERY_NODE = Duration.ofMinutes(12);

    private Changes() {}

    /** Applies it and waits until it is carried out. */
    static void carryOut(Cluster cluster, ClusterManifest wanted, Duration atMost) {
        long began = System.nanoTime();
        cluster.space().apply(wanted);
        cluster.awaitSettled(atMost);
        Console.say("  carried out in %d s: %s"
                .formatted(Duration.ofNanos(System.nanoTime() - began).toSeconds(), podNames(cluster)));
    }

    static ClusterManifest replicas(ClusterManifest manifest, String pool, int replicas) {
        return manifest.putInPool(pool, "replicas", Integer.toString(replicas));
    }

    /** A setting that every node takes, and that needs a restart. */
    static ClusterManifest configured(ClusterManifest manifest, String pool) {
        return manifest.putInPool(pool, "config", "{indices.recovery.max_bytes_per_sec: 80mb}");
    }

    /** The same pool under another name, which means: other nodes. */
    static ClusterManifest renamed(ClusterManifest manifest, String pool, String name) {
        return manifest.with(m -> m.pool(pool).put("name", name));
    }

    static Set<String> podNames(Cluster cluster) {
        return cluster.pods().stream().map(Pods::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
