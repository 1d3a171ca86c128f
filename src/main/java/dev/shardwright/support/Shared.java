package dev.shardwright.support;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps equal values in memory once, for as long as somebody uses them. For values that nobody changes and that many
 * hold: the containers of a thousand clusters are the same few.
 */
public final class Shared<T> {
    private final Map<T, WeakReference<T>> known = new WeakHashMap<>();

    /** The value that everybody uses who asked with an equal one. */
    public synchronized T of(T value) {
        WeakReference<T> earlier = known.get(value);
        T shared = earlier == null ? null : earlier.get();
        if (shared != null) {
            return shared;
        }
        known.put(value, new WeakReference<>(value));
        return value;
    }
}
