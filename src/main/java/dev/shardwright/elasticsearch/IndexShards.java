package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shards of an index, as the master has them.
 *
 * @param index  its name
 * @param copies all copies of all of its shards, by number, the primary first
 */
public record IndexShards(String index, List<Copy> copies) {
    private static final Comparator<Copy> ORDER = Comparator.comparing(Copy::shard)
            .thenComparing(copy -> !copy.primary())
            .thenComparing(Copy::state);

    public IndexShards {
        copies = List.copyOf(copies);
    }

    /**
     * A copy of a shard.
     *
     * @param shard      its number
     * @param primary    whether it is the primary
     * @param state      where it is in its life
     * @param unassigned why no node has it, or none had it until it began to initialize; empty when it has been there
     * @param source     the snapshot that it is to come from; empty when it has come, or comes from elsewhere
     */
    public record Copy(
            int shard,
            boolean primary,
            ShardCopy.State state,
            Optional<Unassigned> unassigned,
            Optional<ShardRecovery.Source> source) {}

    /**
     * Why no node has a copy.
     *
     * @param reason     in the server's words: {@code NEW_INDEX_RESTORED}, {@code ALLOCATION_FAILED} and so on
     * @param details    the server's text, such as what went wrong last, in one line of at most 1,000 characters; may be
     *                   empty
     * @param failures   how often it failed in a row; after 5, by default, the server tries no more
     * @param allocation what came of looking for a node: {@code no_attempt}, {@code deciders_no} and so on
     */
    public record Unassigned(String reason, String details, int failures, String allocation) {}

    static IndexShards from(String index, JsonObject shards) throws MalformedAnswerException {
        List<Copy> copies = new ArrayList<>();
        for (Map.Entry<String, List<JsonObject>> shard : shards.lists().entrySet()) {
            int primaries = 0;
            for (JsonObject json : shard.getValue()) {
                if (!json.text("index").equals(index)
                        || !Integer.toString(json.count("shard")).equals(shard.getKey())) {
                    throw new MalformedAnswerException("a shard is listed under another one");
                }
                copies.add(copy(json));
                primaries += json.bool("primary") ? 1 : 0;
            }
            if (primaries != 1) {
                throw new MalformedAnswerException("a shard has not one primary");
            }
        }
        if (copies.isEmpty()) {
            throw new MalformedAnswerException("an index has no shards");
        }
        copies.sort(ORDER);
        return new IndexShards(index, copies);
    }

    private static Copy copy(JsonObject json) throws MalformedAnswerException {
        ShardCopy.State state = Routing.state(json.text("state"));
        boolean told = json.has("unassigned_info");
        if (state == ShardCopy.State.UNASSIGNED && !told) {
            throw new MalformedAnswerException("it is not told why a shard is unassigned");
        }
        return new Copy(
                json.count("shard"),
                json.bool("primary"),
                state,
                told ? Optional.of(unassigned(json.object("unassigned_info"))) : Optional.empty(),
                source(json));
    }

    private static Optional<ShardRecovery.Source> source(JsonObject json) throws MalformedAnswerException {
        if (!json.has("recovery_source")) {
            return Optional.empty();
        }
        JsonObject source = json.object("recovery_source");
        return source.text("type").equals("SNAPSHOT") ? Optional.of(ShardRecovery.source(source)) : Optional.empty();
    }

    private static Unassigned unassigned(JsonObject info) throws MalformedAnswerException {
        return new Unassigned(
                info.text("reason"),
                info.words("details"),
                info.has("failed_attempts") ? info.count("failed_attempts") : 0,
                info.text("allocation_status"));
    }
}
