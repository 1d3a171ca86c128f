package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.ByteProgress;
import dev.shardwright.api.snapshot.ShardProgress;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.IndexShards.Unassigned;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.ShardRecovery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far Elasticsearch is with copying.
 *
 * @param shards     of every index that is restored
 * @param recoveries those under way, and those that have ended; empty once all is done
 */
record Copying(List<IndexShards> shards, List<ShardRecovery> recoveries) {
    private static final Set<String> OF_THE_RESTORE =
            Set.of("NEW_INDEX_RESTORED", "EXISTING_INDEX_RESTORED", "ALLOCATION_FAILED");
    private static final String GIVEN_UP = "deciders_no";
    /** Many wait at first: a node takes a few at a time. */
    private static final Set<String> ON_THE_WAY = Set.of("no_attempt", "throttled", "fetching_shard_data");

    Copying {
        shards = List.copyOf(shards);
        recoveries = List.copyOf(recoveries);
    }

    /** Whether every primary is there. */
    boolean isDone() {
        return primaries().allMatch(p -> isThere(p.copy()));
    }

    /** A shard that Elasticsearch has given up, with the cause; empty while it still tries, or has ended well. */
    Optional<String> failure() {
        boolean working = primaries().anyMatch(p -> p.copy().state() == ShardCopy.State.INITIALIZING);
        return working
                ? Optional.empty()
                : primaries()
                        .filter(p -> isGivenUp(p.copy()))
                        .findFirst()
                        .map(p -> "shard " + p.copy().shard() + " of " + p.index() + ": "
                                + p.copy().unassigned().map(Copying::words).orElse("it has no node"));
    }

    /** A shard that has no node for another reason than that it waits for its turn, with that reason. */
    Optional<String> trouble() {
        return primaries().filter(p -> isInTrouble(p.copy())).findFirst().map(p -> {
            Unassigned why = p.copy().unassigned().orElseThrow();
            return "shard " + p.copy().shard() + " of " + p.index() + " has no node: " + why.reason() + " ("
                    + why.allocation() + ")" + (why.details().isEmpty() ? "" : ": " + why.details());
        });
    }

    ShardProgress shardProgress() {
        int total = (int) primaries().count();
        int done = (int) primaries().filter(p -> isThere(p.copy())).count();
        int failed = (int) primaries().filter(p -> isGivenUp(p.copy())).count();
        return new ShardProgress(total, done, failed);
    }

    /** Empty while shards have yet to begin: how large they are is not known by then. */
    Optional<ByteProgress> byteProgress() {
        long total = recoveries.stream()
                .filter(ShardRecovery::primary)
                .mapToLong(r -> r.bytes().total())
                .sum();
        long done = recoveries.stream()
                .filter(ShardRecovery::primary)
                .mapToLong(r -> r.bytes().reused() + r.bytes().recovered())
                .sum();
        boolean all = recoveries.stream().filter(ShardRecovery::primary).count()
                >= primaries().count();
        return total == 0 || !all ? Optional.empty() : Optional.of(new ByteProgress(total, done));
    }

    private record Primary(String index, IndexShards.Copy copy) {}

    private Stream<Primary> primaries() {
        return shards.stream().flatMap(index -> index.copies().stream()
                .filter(IndexShards.Copy::primary)
                .map(copy -> new Primary(index.index(), copy)));
    }

    private static boolean isThere(IndexShards.Copy copy) {
        return copy.state() == ShardCopy.State.STARTED || copy.state() == ShardCopy.State.RELOCATING;
    }

    private static boolean isGivenUp(IndexShards.Copy copy) {
        return copy.state() == ShardCopy.State.UNASSIGNED
                && copy.unassigned()
                        .filter(u -> OF_THE_RESTORE.contains(u.reason())
                                && u.allocation().equals(GIVEN_UP))
                        .isPresent();
    }

    private static boolean isInTrouble(IndexShards.Copy copy) {
        return copy.state() == ShardCopy.State.UNASSIGNED
                && copy.unassigned()
                        .filter(u -> !u.reason().endsWith("_RESTORED") || !ON_THE_WAY.contains(u.allocation()))
                        .isPresent();
    }

    private static String words(Unassigned why) {
        return why.details().isEmpty() ? "no node may take it (" + why.allocation() + ")" : why.details();
    }
}
