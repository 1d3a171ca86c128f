package dev.shardwright.elasticsearch;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a snapshot is. The numbers of files and bytes grow while shards are begun.
 *
 * @param uuid   its identity
 * @param state  in the server's words: {@code INIT}, {@code STARTED}, {@code ABORTED}, {@code SUCCESS} and so on
 * @param shards by stage
 * @param added  files that this snapshot adds to the repository
 * @param done   those of them that are there already
 * @param all    files that belong to it, those included that the repository had before
 * @param start  when it began; empty when not told
 */
public record SnapshotProgress(
        String uuid, String state, Stages shards, Files added, Files done, Files all, Optional<Instant> start) {

    /** Numbers of shards. */
    public record Stages(int initializing, int started, int finalizing, int done, int failed, int total) {}

    /**
     * A set of files.
     *
     * @param count how many
     * @param bytes how large together
     */
    public record Files(long count, long bytes) {}

    static SnapshotProgress from(JsonObject snapshot) throws MalformedAnswerException {
        JsonObject stages = snapshot.object("shards_stats");
        JsonObject stats = snapshot.object("stats");
        Files added = files(stats.object("incremental"));
        return new SnapshotProgress(
                snapshot.text("uuid"),
                snapshot.text("state"),
                new Stages(
                        stages.count("initializing"),
                        stages.count("started"),
                        stages.count("finalizing"),
                        stages.count("done"),
                        stages.count("failed"),
                        stages.count("total")),
                added,
                stats.has("processed") ? files(stats.object("processed")) : added, // left out when it is the same
                files(stats.object("total")),
                stats.optionalInstant("start_time_in_millis"));
    }

    private static Files files(JsonObject stats) throws MalformedAnswerException {
        return new Files(stats.longCount("file_count"), stats.bytes("size_in_bytes"));
    }
}
