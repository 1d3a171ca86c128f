package dev.shardwright.security;

/**
 * A certificate with its key.
 *
 * @param certificatePem the leaf alone
 * @param privateKeyPem  PKCS#8; secret
 */
public record IssuedCertificate(String certificatePem, String privateKeyPem) {
    /** Without the key: this may end up in a log. */
    @Override
    public String toString() {
        return "IssuedCertificate[" + certificatePem + "]";
    }
}
