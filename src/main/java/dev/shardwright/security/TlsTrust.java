package dev.shardwright.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Whom a TLS client believes: servers whose certificate leads to one of the given authorities and bears the host's
 * name, and the one server certificate that was pinned, whatever its names and dates.
 *
 * @param context  verifies the chain
 * @param verifier verifies the host name
 */
public record TlsTrust(SSLContext context, HostnameVerifier verifier) {

    /**
     * Builds it.
     *
     * @param authorityPems    certificates of authorities, one or more in each text
     * @param pinnedLeafPem    a server certificate; of a chain, the first
     * @throws UnreadableCertificateException when a text is damaged or holds no certificate, or nobody would be trusted
     */
    public static TlsTrust of(List<String> authorityPems, Optional<String> pinnedLeafPem)
            throws UnreadableCertificateException {
        Optional<X509Certificate> pinned = Optional.empty();
        if (pinnedLeafPem.isPresent()) {
            pinned = pinnedLeafPem.flatMap(Pem::certificate);
            if (pinned.isEmpty()) {
                throw new UnreadableCertificateException("the pinned certificate cannot be read");
            }
        }
        if (authorityPems.isEmpty() && pinned.isEmpty()) {
            throw new UnreadableCertificateException("there is no authority to trust");
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (String pem : authorityPems) {
                List<X509Certificate> certificates = Pem.certificates(pem);
                if (certificates.isEmpty()) {
                    throw new UnreadableCertificateException("the certificate of an authority cannot be read");
                }
                for (X509Certificate certificate : certificates) {
                    store.setCertificateEntry("ca" + store.size(), certificate);
                }
            }
            if (store.size() == 0) {
                // The chain check wants one entry at least; the pinned certificate is compared before it gets there.
                store.setCertificateEntry("pinned", pinned.orElseThrow());
            }
            return accepting(store, pinned);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Trust in the public authorities that this Java comes with. */
    public static TlsTrust ofPublicAuthorities() {
        try {
            return accepting(null, Optional.empty()); // no store stands for Java's own
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static TlsTrust accepting(KeyStore store, Optional<X509Certificate> pinned)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trustManager(store, pinned)}, Keys.RANDOM);
        return new TlsTrust(context, verifier(pinned));
    }

    private static TrustManager trustManager(KeyStore store, Optional<X509Certificate> pinned)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager chain) {
                return pinned.<TrustManager>map(leaf -> new PinningTrustManager(leaf, chain))
                        .orElse(chain);
            }
        }
        throw new IllegalStateException("this Java has no X.509 trust manager");
    }

    private static HostnameVerifier verifier(Optional<X509Certificate> pinned) {
        HostnameVerifier names = new DefaultHostnameVerifier();
        return (host, session) -> isPinned(session, pinned) || names.verify(host, session);
    }

    private static boolean isPinned(SSLSession session, Optional<X509Certificate> pinned) {
        try {
            Certificate[] presented = session.getPeerCertificates();
            return presented.length > 0 && pinned.filter(presented[0]::equals).isPresent();
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }
}
