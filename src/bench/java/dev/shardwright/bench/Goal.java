package dev.shardwright.bench;

import java.util.function.DoublePredicate;

/** What a figure should be, in words and as a test. */
record Goal(String words, DoublePredicate test) {
    static Goal atMost(double limit) {
        return new Goal("at most " + Figure.text(limit), figure -> figure <= limit);
    }

    static Goal under(double limit) {
        return new Goal("under " + Figure.text(limit), figure -> figure < limit);
    }

    static Goal exactly(double value) {
        return new Goal(Figure.text(value), figure -> figure == value);
    }
}
