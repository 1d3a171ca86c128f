package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who may ask an S3 server: the name of a key, and the secret that requests are signed with. */
public record S3Keys(String access, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A pair that nobody has had before. */
    public static S3Keys random() {
        return new S3Keys("AK" + hex(9).toUpperCase(Locale.ROOT), hex(20));
    }

    /** The same key with another secret. */
    public S3Keys withWrongSecret() {
        return new S3Keys(access, hex(20));
    }

    /** The entries of a keystore for the client "default". */
    public Map<String, String> secureSettings() {
        return Map.of("s3.client.default.access_key", access, "s3.client.default.secret_key", secret);
    }

    /** The same as a Secret, for secureSettings of an ElasticCluster. */
    public Secret secret(String name) {
        return secret(name, secureSettings());
    }

    /** A Secret for the static credentials of a SnapshotRepository. */
    public Secret credentials(String name) {
        return secret(name, Map.of("access_key", access, "secret_key", secret));
    }

    private static Secret secret(String name, Map<String, String> data) {
        Map<String, String> encoded = new TreeMap<>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(encoded)
                .build();
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
