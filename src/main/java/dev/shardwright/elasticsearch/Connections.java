package dev.shardwright.elasticsearch;

import dev.shardwright.security.TlsTrust;
import dev.shardwright.security.UnreadableCertificateException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * The connections to one cluster under one trust. Counts its users: when the trust changes, the old connections live
 * until the request that is using them has ended.
 */
final class Connections {
    private static final TimeValue IDLE_LIMIT = TimeValue.ofSeconds(30);

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private int users = 1; // whoever opened them

    private Connections(PoolingHttpClientConnectionManager pool) {
        this.pool = pool;
        this.client = Http.client(pool);
    }

    static Connections open(Target target, Duration longest) throws UnreadableCertificateException {
        Optional<TlsTrust> trust = target.tls() ? Optional.of(tls(target.trust())) : Optional.empty();
        return new Connections(Http.connections(trust, longest));
    }

    private static TlsTrust tls(Trust trust) throws UnreadableCertificateException {
        return switch (trust) {
            case Trust.Public() -> TlsTrust.ofPublicAuthorities();
            case Trust.Given(var caPems, var pinnedLeafPem) -> TlsTrust.of(caPems, pinnedLeafPem);
        };
    }

    CloseableHttpClient client() {
        return client;
    }

    /** Announces a use. False when they are closed already. */
    synchronized boolean acquire() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Ends a use, or the ownership of who opened them; the last one closes. */
    synchronized void release() {
        users--;
        if (users == 0) {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    /** Gives unused connections back now, for there is no thread that would do it later. */
    void closeIdle() {
        pool.closeExpired();
        pool.closeIdle(IDLE_LIMIT);
    }

    /** Ends requests under way, too. */
    void abort() {
        client.close(CloseMode.IMMEDIATE);
    }
}
