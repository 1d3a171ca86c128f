package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTrimTest {
    private static final long MEBI = 1 << 20;

    private long committed = 100 * MEBI;
    private long processorNanos;
    private int collections;
    private final HeapTrim trim = new HeapTrim(() -> committed, () -> processorNanos, this::collect);

    private void collect() {
        collections++;
        committed = 50 * MEBI;
    }

    @Test
    void collectsOnceAfterABurst() {
        look(HeapTrim.QUIET.toNanos());
        assertThat(collections).as("while there is work").isZero();
        look(1);
        assertThat(collections).as("when it is over").isOne();
        look(1);
        assertThat(collections).as("and not again").isOne();
    }

    @Test
    void collectsAgainWhenTheHeapHasGrown() {
        look(1);
        committed = 70 * MEBI;
        look(1);
        assertThat(collections).as("by less than a fifth and a bit").isOne();
        committed = 75 * MEBI;
        look(1);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void leavesAHeapAloneThatIsFullOfWhatIsNeeded() {
        HeapTrim full = new HeapTrim(() -> 300 * MEBI, () -> processorNanos, () -> collections++);
        full.look();
        full.look();
        assertThat(collections).isOne();
    }

    private void look(long used) {
        processorNanos += used;
        trim.look();
    }
}
