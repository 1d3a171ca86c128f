package dev.shardwright.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Luck, the same for the same seed. */
public final class Chance {
    private static final int PER_CENT = 100;

    private final SplittableRandom random;

    /** Luck by a seed. */
    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Luck of its own for one part of the world: what happens there moves nothing elsewhere. */
    public Chance apart() {
        return new Chance(random.split());
    }

    /** Whether something happens that happens in that many of a hundred cases. */
    public boolean percent(int chance) {
        return chance > 0 && random.nextInt(PER_CENT) < chance;
    }

    /** A number from the first to the last, both included. */
    public int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** One of a list. */
    public <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** 22 characters, as Elasticsearch makes identities. */
    public String identity() {
        String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        StringBuilder identity = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            identity.append(letters.charAt(random.nextInt(letters.length())));
        }
        return identity.toString();
    }
}
