package dev.shardwright.snapshot.counts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is known of the documents of one index in a snapshot. A snapshot is taken of each shard at some moment between
 * begin and end; what was written meanwhile may be in it or not.
 *
 * @param uuid       identity of the index; null when it could not be counted
 * @param shards     number of its primary shards
 * @param before     documents before the snapshot; null when they could not be counted
 * @param operations what was ever written to it by then
 * @param lowest     fewest documents that the snapshot may hold; null until it has ended
 * @param highest    most documents that it may hold
 * @param uncounted  why nothing is known of it; null when something is
 * @param samples    documents that are remembered from before the snapshot; null when none were to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IndexCount(
        String uuid,
        Integer shards,
        Long before,
        Long operations,
        Long lowest,
        Long highest,
        String uncounted,
        List<Sample> samples) {
    public IndexCount {
        samples = samples == null ? null : List.copyOf(samples);
    }

    /** Before the snapshot. */
    public static IndexCount before(int shards, Tally tally) {
        return new IndexCount(tally.uuid(), shards, tally.documents(), tally.operations(), null, null, null, null);
    }

    /** Of an index that cannot be counted. */
    public static IndexCount uncounted(String why) {
        return new IndexCount(null, null, null, null, null, null, why, null);
    }

    /** Of an index that is not written to: exactly so many. */
    public static IndexCount exactly(Tally tally) {
        return new IndexCount(
                tally.uuid(),
                null,
                tally.documents(),
                tally.operations(),
                tally.documents(),
                tally.documents(),
                null,
                null);
    }

    /** The same, with documents that are remembered. */
    public IndexCount remembering(List<Sample> documents) {
        return new IndexCount(uuid, shards, before, operations, lowest, highest, uncounted, documents);
    }

    /** Whether nothing was written while the snapshot was taken, so that it holds exactly what was there before. */
    @JsonIgnore
    public boolean isExact() {
        return isCounted() && lowest.equals(highest);
    }

    /** Whether both ends are known. */
    @JsonIgnore
    public boolean isCounted() {
        return uncounted == null && lowest != null && highest != null;
    }

    /**
     * After the snapshot: each write or deletion in between changes the number by one at most. With w of them up to the
     * snapshot and the others after it, it is at least {@code before - w} and {@code after - (all - w)}, so that twice the
     * number is at least the sum of both; and at most in the same way.
     */
    public IndexCount after(Tally tally) {
        if (uncounted != null) {
            return this;
        }
        long between = tally.operations() - operations;
        if (!tally.uuid().equals(uuid) || between < 0) {
            return uncounted("the index was deleted and made anew while the snapshot was taken");
        }
        if (Math.abs(tally.documents() - before) > between) {
            return uncounted("the counts before and after the snapshot contradict each other");
        }
        return new IndexCount(
                uuid,
                shards,
                before,
                operations,
                Math.max(0, Math.ceilDiv(before + tally.documents() - between, 2)),
                Math.floorDiv(before + tally.documents() + between, 2),
                null,
                samples);
    }
}
