package dev.shardwright.support;

import java.util.Optional;
import java.util.stream.Stream;

/** The numbers at the end of the names that a StatefulSet gives. */
public final class Ordinals {
    private Ordinals() {}

    /**
     * How many there are if all are there up to the highest; empty when there is none.
     *
     * @param prefix what stands before the number; other names do not count
     */
    public static Optional<Integer> count(String prefix, Stream<String> names) {
        return names.filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(number -> number.matches("\\d{1,4}"))
                .map(number -> Integer.parseInt(number) + 1)
                .max(Integer::compare);
    }
}
