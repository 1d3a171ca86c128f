package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTrimTest {
    private static final long MEBI = 1 << 20;

    private long committed = 100 * MEBI;
    private int collections;
    private final HeapTrim trim = new HeapTrim(() -> committed, this::collect);

    private void collect() {
        collections++;
        committed = 50 * MEBI;
    }

    @Test
    void collectsOnceWhatTheStartLeft() {
        trim.look();
        assertThat(collections).isOne();
        trim.look();
        assertThat(collections).as("and not again").isOne();
    }

    @Test
    void collectsAgainWhenTheHeapHasGrown() {
        trim.look();
        committed = 65 * MEBI;
        trim.look();
        assertThat(collections).as("by less than a tenth and a bit").isOne();
        committed = 70 * MEBI;
        trim.look();
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void leavesAHeapAloneThatIsFullOfWhatIsNeeded() {
        HeapTrim full = new HeapTrim(() -> 300 * MEBI, () -> collections++);
        full.look();
        full.look();
        assertThat(collections).isOne();
    }
}
