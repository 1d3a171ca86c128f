package dev.shardwright.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Outcomes of a check that depends on nothing but texts. They are found again by a digest of the texts, which are not kept:
 * some are keys. A few are remembered; those that were asked for longest ago go first.
 *
 * @param <T> what the check says
 */
final class Outcomes<T> {
    /** More than one pass over a cluster asks for, also while its authorities are replaced. */
    private static final int MOST = 16;

    private final Map<ByteBuffer, T> byDigest = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, T> eldest) {
            return size() > MOST;
        }
    };

    /** What the check says of these texts. It is made only if that is not known. */
    synchronized T of(Supplier<T> check, String... texts) {
        ByteBuffer digest = digest(texts);
        Optional<T> known = Optional.ofNullable(byDigest.get(digest));
        return known.orElseGet(() -> {
            T outcome = check.get();
            byDigest.put(digest, outcome);
            return outcome;
        });
    }

    /** Of their lengths too: what ends one text and what begins the next is told apart. */
    private static ByteBuffer digest(String... texts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                sha.update(bytes);
            }
            return ByteBuffer.wrap(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
