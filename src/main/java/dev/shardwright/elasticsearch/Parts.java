package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;

/** Splits what is too much for one request. */
final class Parts {
    /** Servers take lines of 4,096 characters; the rest of the address needs its share. */
    private static final int ADDRESS_LIMIT = 3000;

    private Parts() {}

    /** Names in their order, in parts that fit into an address. A name alone always fits: it has at most 255 bytes. */
    static List<List<String>> ofNames(List<String> names) {
        List<List<String>> parts = new ArrayList<>();
        int room = 0;
        for (String name : names) {
            int length = PathPart.encoded(name).length() + 1; // and a comma
            if (length > room) {
                parts.add(new ArrayList<>());
                room = ADDRESS_LIMIT;
            }
            parts.getLast().add(name);
            room -= length;
        }
        return parts;
    }

    /** Parts of at most so many. */
    static <T> List<List<T>> ofSize(int size, List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return parts;
    }
}
