package dev.shardwright.security;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** Who signed whom. */
final class Chains {
    private Chains() {}

    /** Whether the issuer's key made the signature, and the certificate names it. */
    static boolean signedBy(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
