package dev.shardwright.security;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt as Elasticsearch's file realm reads it: $2a$, cost 10, or 4 for passwords that nobody could guess. */
public final class PasswordHash {
    /** The form of our hashes, for a whole text. */
    static final String FORM = "\\$2a\\$(04|10)\\$[./A-Za-z0-9]{53}";

    private static final String VERSION = "2a";
    private static final int COST = 10;

    /** The lowest that bcrypt knows. */
    private static final int COST_OF_RANDOM = 4;

    private static final int SALT_BYTES = 16;

    /** bcrypt ignores what comes after: two long passwords would count as one. */
    private static final int LIMIT_BYTES = 72;

    private PasswordHash() {}

    /**
     * Hashes with a new salt, slowly: whoever has the hash cannot try many passwords.
     *
     * @throws UnfitPasswordException when the password is empty or longer than 72 bytes in UTF-8
     */
    public static String hash(String password) {
        return hash(password, COST);
    }

    /**
     * The same, fast: only for a password of {@link Passwords#generate}. There are too many to try any, however fast.
     *
     * @throws UnfitPasswordException when the password is empty or longer than 72 bytes in UTF-8
     */
    public static String hashOfRandom(String password) {
        return hash(password, COST_OF_RANDOM);
    }

    private static String hash(String password, int cost) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw new UnfitPasswordException("the password is empty");
        }
        if (bytes.length > LIMIT_BYTES) {
            throw new UnfitPasswordException(
                    "the password has " + bytes.length + " bytes, more than the " + LIMIT_BYTES + " that bcrypt takes");
        }
        byte[] salt = new byte[SALT_BYTES];
        Keys.RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate(VERSION, bytes, salt, cost);
    }

    /** Whether the hash is of this password. False for hashes of another kind or cost, and for damaged ones. */
    public static boolean matches(String password, String hash) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        // The cost is part of the hash: a foreign one could keep us busy for hours.
        if (bytes.length == 0 || bytes.length > LIMIT_BYTES || !hash.matches(FORM)) {
            return false;
        }
        try {
            return OpenBSDBCrypt.checkPassword(hash, bytes);
        } catch (RuntimeException e) {
            return false; // damaged
        }
    }
}
