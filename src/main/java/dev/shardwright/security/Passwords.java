package dev.shardwright.security;

import java.util.stream.Collectors;

/** Makes passwords for the operator's own users. */
public final class Passwords {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    private Passwords() {}

    /** 24 random letters and digits: 142 bits, and nothing that a shell or a URL would read as its own. */
    public static String generate() {
        return Keys.RANDOM
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
