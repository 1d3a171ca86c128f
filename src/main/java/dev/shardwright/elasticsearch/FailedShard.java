package dev.shardwright.elasticsearch;

import java.util.Optional;

/**
 * A shard that is not in a snapshot.
 *
 * @param index  its index
 * @param shard  its number
 * @param node   id of the node that failed; empty when none had it
 * @param reason what the server says, in one line of at most 1,000 characters
 */
public record FailedShard(String index, int shard, Optional<String> node, String reason) {

    static FailedShard from(JsonObject failure) throws MalformedAnswerException {
        return new FailedShard(
                failure.text("index"),
                failure.count("shard_id"),
                failure.has("node_id") ? failure.nullableText("node_id") : Optional.empty(),
                failure.words("reason"));
    }
}
