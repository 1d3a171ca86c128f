package dev.shardwright.simulation.operator;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.credentials.Flaw;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Credentials that were made once: making keys costs more than everything else together. */
final class SimCredentials {
    private SimCredentials() {}

    /** The same, with a certificate of the user's that cannot be. */
    static Credentials flawed(Credentials c) {
        return new Credentials(
                c.secrets(),
                c.operatorPassword(),
                c.trustedCertificates(),
                c.pinnedCertificate(),
                c.secureSettingsGeneration(),
                c.secureSettingsChange(),
                c.certificates(),
                c.rotating(),
                List.of(new Flaw(Flaw.Reason.SecretMissing, "spec.http.tls.secretName: there is no such Secret")),
                c.warnings());
    }

    static Credentials of(ElasticCluster cluster) {
        String name = cluster.getMetadata().getName();
        List<Secret> secrets = Stream.of(
                        Names.operatorUser(name),
                        Names.transportCertificates(name),
                        Names.httpCertificates(name),
                        Names.probeUser(name),
                        Names.fileRealm(name))
                .map(secret -> new SecretBuilder()
                        .withMetadata(Owned.metadata(cluster, secret).build())
                        .withType("Opaque")
                        .withData(Map.of("content", "c2ltdWxhdGVk"))
                        .build())
                .toList();
        return new Credentials(
                secrets,
                "simulated",
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                List.of());
    }
}
