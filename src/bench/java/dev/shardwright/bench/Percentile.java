package dev.shardwright.bench;

import java.util.List;

/** Of many figures, the one that so many are not above. */
final class Percentile {
    private Percentile() {}

    /** The nearest rank, of at least one value; {@code share} is above 0 and at most 1. */
    static double of(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
