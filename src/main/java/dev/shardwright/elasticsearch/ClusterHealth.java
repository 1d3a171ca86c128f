package dev.shardwright.elasticsearch;

import java.util.Locale;

/** The answer of {@code GET /_cluster/health}. */
public record ClusterHealth(
        String clusterName,
        Status status,
        boolean timedOut,
        int numberOfNodes,
        int numberOfDataNodes,
        int activeShards,
        int relocatingShards,
        int initializingShards,
        int unassignedShards,
        int delayedUnassignedShards,
        int numberOfPendingTasks) {

    /** Worst first copy decides: RED lacks a primary, YELLOW a replica, GREEN nothing. */
    public enum Status {
        GREEN,
        YELLOW,
        RED
    }

    /** Whether any copy of a shard is missing; a cluster that recovers its state is red without. */
    public boolean lacksShards() {
        return unassignedShards + initializingShards > 0;
    }

    static ClusterHealth from(JsonObject json) throws MalformedAnswerException {
        return new ClusterHealth(
                json.text("cluster_name"),
                status(json.text("status")),
                json.bool("timed_out"),
                json.count("number_of_nodes"),
                json.count("number_of_data_nodes"),
                json.count("active_shards"),
                json.count("relocating_shards"),
                json.count("initializing_shards"),
                json.count("unassigned_shards"),
                json.count("delayed_unassigned_shards"),
                json.count("number_of_pending_tasks"));
    }

    private static Status status(String word) throws MalformedAnswerException {
        for (Status status : Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return status;
            }
        }
        throw new MalformedAnswerException("status is none that we know");
    }
}
