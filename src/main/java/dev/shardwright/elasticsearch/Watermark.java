package dev.shardwright.elasticsearch;

import java.util.Optional;

/** How full a disk may be. */
public sealed interface Watermark {

    /** Bytes that must stay free on a disk of that size. */
    long free(long total);

    /** As full as it goes. */
    record None() implements Watermark {
        @Override
        public long free(long total) {
            return 0;
        }
    }

    /**
     * Up to a share of it.
     *
     * @param share    from 0 to 1
     * @param headroom bytes, of which no more need stay free; empty: no such limit
     */
    record Used(double share, Optional<Long> headroom) implements Watermark {
        @Override
        public long free(long total) {
            long free = (long) Math.ceil(total * (1 - share));
            return headroom.map(most -> Math.min(most, free)).orElse(free);
        }
    }

    /** Until so many bytes are left. */
    record Free(long bytes) implements Watermark {
        @Override
        public long free(long total) {
            return bytes;
        }
    }
}
