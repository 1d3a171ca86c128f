package dev.shardwright.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who the operator is to a cluster. What is secret never shows in a text. */
public sealed interface Authentication {

    /** The Authorization header of a request; empty when it has none. */
    Optional<String> header();

    /** Nobody in particular. */
    record None() implements Authentication {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }
    }

    /**
     * A user.
     *
     * @param username its name
     * @param password secret
     */
    record Basic(String username, String password) implements Authentication {
        @Override
        public Optional<String> header() {
            byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
        }

        @Override
        public String toString() {
            return "Basic[" + username + "]";
        }
    }

    /**
     * An API key.
     *
     * @param encoded secret: the form that Elasticsearch calls encoded; blanks and line ends around it don't count
     */
    record ApiKey(String encoded) implements Authentication {
        private static final Pattern TOKEN = Pattern.compile("[!-~]+");

        /** @throws IllegalArgumentException when it could be no header: empty, or more than one word of ASCII */
        public ApiKey {
            encoded = encoded.strip();
            if (!TOKEN.matcher(encoded).matches()) {
                throw new IllegalArgumentException("the API key must be one word of ASCII characters");
            }
        }

        @Override
        public Optional<String> header() {
            return Optional.of("ApiKey " + encoded);
        }

        @Override
        public String toString() {
            return "ApiKey[]";
        }
    }
}
