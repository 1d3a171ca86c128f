package dev.shardwright.elasticsearch;

import java.time.Instant;
import java.util.Optional;

/**
 * How one copy of a shard got, or gets, its content.
 *
 * @param index   its index
 * @param shard   its number
 * @param primary whether it is the primary
 * @param type    in the server's words: {@code SNAPSHOT}, {@code PEER}, {@code EXISTING_STORE} and so on
 * @param stage   in the server's words: {@code INIT}, {@code INDEX}, {@code TRANSLOG}, {@code DONE} and so on
 * @param source  where it comes from, if that is a snapshot
 * @param files   files; they are counted while it runs
 * @param bytes   their size
 * @param start   when it began; empty when not told
 * @param stop    when it ended; empty while it runs
 */
public record ShardRecovery(
        String index,
        int shard,
        boolean primary,
        String type,
        String stage,
        Optional<Source> source,
        Amount files,
        Amount bytes,
        Optional<Instant> start,
        Optional<Instant> stop) {

    /**
     * A snapshot of an index.
     *
     * @param index name of the index in the snapshot
     */
    public record Source(String repository, String snapshot, String index) {}

    /**
     * How much.
     *
     * @param total     all
     * @param reused    was there before
     * @param recovered was copied so far, of the rest
     */
    public record Amount(long total, long reused, long recovered) {}

    static ShardRecovery from(String index, JsonObject copy) throws MalformedAnswerException {
        JsonObject files = copy.object("index").object("files");
        JsonObject size = copy.object("index").object("size");
        return new ShardRecovery(
                index,
                copy.count("id"),
                copy.bool("primary"),
                copy.text("type"),
                copy.text("stage"),
                copy.text("type").equals("SNAPSHOT") ? Optional.of(source(copy.object("source"))) : Optional.empty(),
                new Amount(files.longCount("total"), files.longCount("reused"), files.longCount("recovered")),
                new Amount(
                        size.bytes("total_in_bytes"), size.bytes("reused_in_bytes"), size.bytes("recovered_in_bytes")),
                copy.optionalInstant("start_time_in_millis"),
                copy.optionalInstant("stop_time_in_millis"));
    }

    static Source source(JsonObject source) throws MalformedAnswerException {
        return new Source(source.text("repository"), source.text("snapshot"), source.text("index"));
    }
}
