package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.credentials.Authorities.Retired;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.CertificateChecks;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The authorities as they stand in their Secret. */
final class AuthoritiesSecret {
    private static final String CURRENT = "";
    private static final String NEXT = "next-";
    private static final String PREVIOUS = "previous-";

    private AuthoritiesSecret() {}

    /** Reads them. Empty when a part is damaged or missing: half of it is as good as nothing. */
    static Optional<Authorities> read(Secret secret, CertificateChecks checks) {
        Optional<AuthorityPair> current = pair(secret, CURRENT, checks);
        Optional<AuthorityPair> next = pair(secret, NEXT, checks);
        Optional<Retired> previous = retired(secret, checks);
        boolean damaged = current.isEmpty()
                || (has(secret, NEXT) && next.isEmpty())
                || (has(secret, PREVIOUS) && previous.isEmpty())
                || (next.isPresent() && previous.isPresent());
        return damaged
                ? Optional.empty()
                : Optional.of(new Authorities(
                        current.get(),
                        next,
                        previous,
                        annotation(secret, Labels.ROTATION_TRIGGER),
                        annotation(secret, Labels.ROTATION_SINCE).flatMap(Timestamps::parse)));
    }

    static Secret write(ElasticCluster cluster, Authorities authorities) {
        Map<String, String> texts = new HashMap<>();
        put(texts, CURRENT, authorities.current());
        authorities.next().ifPresent(next -> put(texts, NEXT, next));
        authorities.previous().ifPresent(previous -> {
            texts.put(PREVIOUS + "transport.crt", previous.transport());
            texts.put(PREVIOUS + "http.crt", previous.http());
        });
        Map<String, String> annotations = new HashMap<>();
        authorities.trigger().ifPresent(trigger -> annotations.put(Labels.ROTATION_TRIGGER, trigger));
        authorities.since().ifPresent(since -> annotations.put(Labels.ROTATION_SINCE, since.toString()));
        String name = Names.authorities(cluster.getMetadata().getName());
        return new SecretBuilder(SecretData.of(cluster, name, SecretData.OPAQUE, texts))
                .editMetadata()
                .addToAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static void put(Map<String, String> texts, String prefix, AuthorityPair pair) {
        texts.put(prefix + "transport.crt", pair.transport().certificatePem());
        texts.put(prefix + "transport.key", pair.transport().privateKeyPem());
        texts.put(prefix + "http.crt", pair.http().certificatePem());
        texts.put(prefix + "http.key", pair.http().privateKeyPem());
    }

    private static Optional<AuthorityPair> pair(Secret secret, String prefix, CertificateChecks checks) {
        return authority(secret, prefix + "transport", checks)
                .flatMap(transport ->
                        authority(secret, prefix + "http", checks).map(http -> new AuthorityPair(transport, http)));
    }

    private static Optional<CertificateAuthority> authority(Secret secret, String kind, CertificateChecks checks) {
        Optional<Secret> stored = Optional.of(secret);
        return SecretData.text(stored, kind + ".crt")
                .flatMap(crt -> SecretData.text(stored, kind + ".key").flatMap(key -> checks.authority(crt, key)));
    }

    private static Optional<Retired> retired(Secret secret, CertificateChecks checks) {
        return certificate(secret, PREVIOUS + "transport.crt", checks)
                .flatMap(transport ->
                        certificate(secret, PREVIOUS + "http.crt", checks).map(http -> new Retired(transport, http)));
    }

    private static Optional<String> certificate(Secret secret, String key, CertificateChecks checks) {
        return SecretData.text(Optional.of(secret), key)
                .filter(pem -> checks.info(pem).isPresent());
    }

    private static boolean has(Secret secret, String prefix) {
        return secret.getData().keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    private static Optional<String> annotation(Secret secret, String name) {
        return Optional.ofNullable(secret.getMetadata().getAnnotations()).map(all -> all.get(name));
    }
}
