package dev.shardwright.cluster.credentials;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Java's own opinion on who signed what. */
final class SignedBy {
    private static final Map<List<String>, Boolean> KNOWN = new ConcurrentHashMap<>();

    private SignedBy() {}

    static boolean signed(String authority, String leaf) {
        return KNOWN.computeIfAbsent(List.of(authority, leaf), pair -> verified(pair.getFirst(), pair.getLast()));
    }

    private static boolean verified(String authority, String leaf) {
        try {
            read(leaf).verify(read(authority).getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Certificate read(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }
}
