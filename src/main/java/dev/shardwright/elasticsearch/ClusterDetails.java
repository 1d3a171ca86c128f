package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Reply.Answer;
import dev.shardwright.elasticsearch.Reply.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shards, and what decides where they may lie.
 *
 * @param at        when the first part was asked for
 * @param settings  of the cluster; read before the shards, so that a drain that they show was in force when the shards
 *                  were read
 * @param view      who is in the cluster, of the same cluster state as the shards
 * @param shards    every copy of every shard, with its size where it is known
 * @param indices   all indices; one that was made after the shards were read may be among them, one may be missing
 * @param disks     of the data nodes that answered
 * @param shutdowns nodes that are registered to stop
 */
public record ClusterDetails(
        Instant at,
        ClusterSettings settings,
        ClusterView view,
        List<ShardCopy> shards,
        List<IndexInfo> indices,
        List<NodeDisk> disks,
        Shutdowns shutdowns) {
    public ClusterDetails {
        shards = List.copyOf(shards);
        indices = List.copyOf(indices);
        disks = List.copyOf(disks);
    }

    /** Reads all of it, or fails with the first part that fails. */
    static Reply<ClusterDetails> read(ElasticsearchApi api, InstantSource clock) {
        try {
            Instant at = clock.instant();
            ClusterSettings settings = value(api.settings());
            ClusterState state = value(api.state());
            List<IndexInfo> indices = value(api.indices());
            List<NodeDisk> disks = value(api.disks());
            List<ShardCopy> shards = sized(state.shards(), value(api.shardSizes()));
            Shutdowns shutdowns = value(api.shutdowns());
            return Reply.answer(new ClusterDetails(at, settings, state.view(), shards, indices, disks, shutdowns));
        } catch (NoAnswerException e) {
            return Reply.failure(e.failure.problem(), e.failure.message());
        }
    }

    private static List<ShardCopy> sized(List<ShardCopy> shards, List<ShardCopy> told) {
        Map<Place, Optional<Long>> sizes = new HashMap<>();
        told.forEach(copy -> sizes.put(Place.of(copy), copy.bytes()));
        return shards.stream()
                .map(copy -> new ShardCopy(
                        copy.index(),
                        copy.shard(),
                        copy.primary(),
                        copy.state(),
                        copy.node(),
                        copy.relocatingTo(),
                        sizes.getOrDefault(Place.of(copy), Optional.empty())))
                .toList();
    }

    private static <T> T value(Reply<T> reply) throws NoAnswerException {
        return switch (reply) {
            case Answer<T>(T value) -> value;
            case Failure<T> failure -> throw new NoAnswerException(failure);
        };
    }

    /** Where a copy lies. */
    private record Place(String index, int shard, boolean primary, Optional<String> node) {
        static Place of(ShardCopy copy) {
            return new Place(copy.index(), copy.shard(), copy.primary(), copy.node());
        }
    }

    private static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Failure<?> failure;

        NoAnswerException(Failure<?> failure) {
            super(failure.message());
            this.failure = failure;
        }
    }
}
