package dev.shardwright.elasticsearch;

import dev.shardwright.security.TlsTrust;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** How the HTTP client is set up: small, without threads of its own, and doing nothing that it was not told. */
final class Http {
    private static final Timeout CONNECT = Timeout.ofSeconds(2);
    private static final TimeValue CHECK_WHEN_IDLE = TimeValue.ofSeconds(1);
    private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(10);
    private static final int PER_ROUTE = 4;
    private static final int TOTAL = 8;
    private static final int LINE_LIMIT = 16 * 1024;
    private static final int HEADER_LIMIT = 100;

    private Http() {}

    static PoolingHttpClientConnectionManager connections(Optional<TlsTrust> trust, Duration budget) {
        Timeout socketTimeout = Timeout.of(budget);
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(PER_ROUTE)
                .setMaxConnTotal(TOTAL)
                .setDnsResolver(new NameLookup(InetAddress::getAllByName))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LINE_LIMIT)
                                .setMaxHeaderCount(HEADER_LIMIT)
                                .build())
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(socketTimeout)
                        .setValidateAfterInactivity(CHECK_WHEN_IDLE)
                        .setTimeToLive(CONNECTION_LIFETIME)
                        .build());
        trust.ifPresent(tls -> builder.setTlsSocketStrategy(
                new DefaultClientTlsStrategy(tls.context(), HostnameVerificationPolicy.CLIENT, tls.verifier())));
        return builder.build();
    }

    static CloseableHttpClient client(PoolingHttpClientConnectionManager connections) {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .setUserAgent("shardwright")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                // Else it reads the list of all public suffixes, for cookies that nobody keeps.
                .setDefaultCookieSpecRegistry(name -> null)
                .disableContentCompression()
                .build();
    }
}
