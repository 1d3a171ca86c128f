package dev.shardwright.snapshot.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulation.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexCountTest {
    @ParameterizedTest(name = "{0} -> {1} with {2} operations: {3} to {4}")
    @CsvSource({
        "100, 100,  0, 100, 100", // nothing was written
        "100, 110, 10, 100, 110", // append only
        "100,  90, 10,  90, 100", // deletions only
        "100, 100, 10,  95, 105", // both, or updates
        "100, 104, 10,  97, 107",
        "  1,   0,  9,   0,   5", // never fewer than none
        "  0,   0,  3,   0,   1",
    })
    void theNumberLiesBetweenWhatBothCountsAllow(long before, long after, long between, long lowest, long highest) {
        IndexCount count =
                IndexCount.before(2, new Tally("u", before, 1000)).after(new Tally("u", after, 1000 + between));
        assertThat(count.isCounted()).isTrue();
        assertThat(count.lowest()).isEqualTo(lowest);
        assertThat(count.highest()).isEqualTo(highest);
        assertThat(count.before()).isEqualTo(before);
    }

    @Test
    void whateverIsWrittenTheTrueNumberIsWithin() {
        Chance chance = new Chance(7);
        for (int story = 0; story < 20_000; story++) {
            long documents = chance.between(0, 6);
            IndexCount before = IndexCount.before(1, new Tally("u", documents, 50));
            int operations = chance.between(0, 8);
            int moment = chance.between(0, operations);
            long taken = documents;
            for (int i = 0; i < operations; i++) {
                documents = Math.max(0, documents + chance.between(-1, 1));
                taken = i < moment ? documents : taken;
            }
            IndexCount count = before.after(new Tally("u", documents, 50 + operations));
            assertThat(taken).isBetween(count.lowest(), count.highest());
        }
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "v, 100, 1000, the index was deleted and made anew, another index of the name",
        "u, 100,  999, the index was deleted and made anew, a counter that fell",
        "u, 105, 1004, contradict each other,               more documents than were ever written",
        "u,  99, 1000, contradict each other,               fewer documents though nothing was deleted",
    })
    void whatCannotBeIsNotCounted(String uuid, long after, long operations, String why, String name) {
        IndexCount count = IndexCount.before(1, new Tally("u", 100, 1000)).after(new Tally(uuid, after, operations));
        assertThat(count.isCounted()).isFalse();
        assertThat(count.uncounted()).contains(why);
        assertThat(count.lowest()).isNull();
    }

    @Test
    void whatWasNotCountedBeforeIsNotAfter() {
        IndexCount closed = IndexCount.uncounted("it is closed");
        assertThat(closed.after(new Tally("u", 1, 1))).isEqualTo(closed);
        assertThat(IndexCount.before(1, new Tally("u", 1, 1)).isCounted()).isFalse();
    }
}
