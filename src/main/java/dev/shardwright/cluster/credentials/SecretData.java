package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes the texts in a Secret. */
public final class SecretData {
    static final String OPAQUE = "Opaque";

    private SecretData() {}

    /** The text under a key; empty when it is absent, blank, or no base64. */
    public static Optional<String> text(Optional<Secret> secret, String key) {
        return secret.map(Secret::getData)
                .map(data -> data.get(key))
                .flatMap(SecretData::decode)
                .filter(text -> !text.isBlank());
    }

    static Secret of(ElasticCluster cluster, String name, String type, Map<String, String> texts) {
        Map<String, String> data = new TreeMap<>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return ofBytes(cluster, name, type, data);
    }

    /** Of values that are base64 already: they need not be text. */
    static Secret ofBytes(ElasticCluster cluster, String name, String type, Map<String, String> data) {
        return new SecretBuilder()
                .withMetadata(Owned.metadata(cluster, name).build())
                .withType(type)
                .withData(data)
                .build();
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
