package dev.shardwright.e2e.harness;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * HTTPS requests, or plain ones, to single pods through the API server's port-forward, which works from outside of any cluster. The
 * certificate is verified; its host name can't be, as every pod is "localhost" here. Connections are kept only if asked
 * for: they are for many requests a second, and the first one after a restart of the pod fails.
 */
final class PodHttp implements AutoCloseable {
    private final Space space;
    private final String scheme;
    private final Optional<String> authorization;
    private final CloseableHttpClient http;
    private final boolean keeps;
    private final Map<String, LocalPortForward> kept = new ConcurrentHashMap<>();

    PodHttp(Space space, String user, String password, String authority) {
        this(space, user, password, authority, false);
    }

    PodHttp(Space space, String user, String password, String authority, boolean keeps) {
        this(space, "https", Optional.of(basic(user, password)), trust(authority), keeps);
    }

    /** Without TLS, as nobody in particular. */
    static PodHttp plain(Space space) {
        return new PodHttp(space, "http", Optional.empty(), SSLContexts.createDefault(), false);
    }

    private PodHttp(Space space, String scheme, Optional<String> authorization, SSLContext trust, boolean keeps) {
        this.space = space;
        this.scheme = scheme;
        this.authorization = authorization;
        this.keeps = keeps;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                                trust, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(5, TimeUnit.SECONDS)
                                .setSocketTimeout(20, TimeUnit.SECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(20, TimeUnit.SECONDS)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> keeps)
                .disableAutomaticRetries()
                .build();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The body of a successful answer. */
    String send(String pod, String method, String path, String body) {
        try {
            if (keeps) {
                return exchange(kept.computeIfAbsent(pod, this::forward), pod, method, path, body);
            }
            try (LocalPortForward forward = forward(pod)) {
                return exchange(forward, pod, method, path, body);
            }
        } catch (IOException | KubernetesClientException e) {
            close(kept.remove(pod));
            throw new Unreachable(pod + ": " + method + " " + path + ": " + e, e);
        }
    }

    private LocalPortForward forward(String pod) {
        return space.client().pods().inNamespace(space.name()).withName(pod).portForward(Names.HTTP_PORT);
    }

    private String exchange(LocalPortForward forward, String pod, String method, String path, String body)
            throws IOException {
        HttpUriRequestBase request =
                new HttpUriRequestBase(method, URI.create(scheme + "://localhost:" + forward.getLocalPort() + path));
        authorization.ifPresent(a -> request.setHeader("Authorization", a));
        if (body != null) {
            request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        }
        return http.execute(request, response -> {
            String text = response.getEntity() == null
                    ? ""
                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
            if (response.getCode() >= 300) {
                throw new Refused(pod + ": " + response.getCode() + " to " + method + " " + path + ": " + text);
            }
            return text;
        });
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        kept.values().forEach(PodHttp::close);
        kept.clear();
    }

    private static void close(LocalPortForward forward) {
        if (forward != null) {
            try {
                forward.close();
            } catch (IOException gone) {
                Console.say("  a port-forward was gone: " + gone.getMessage());
            }
        }
    }

    private static SSLContext trust(String authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int i = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(authority.getBytes(StandardCharsets.UTF_8)))) {
                store.setCertificateEntry("ca-" + i++, certificate);
            }
            return SSLContexts.custom().loadTrustMaterial(store, null).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pod gave no good answer. */
    static class Unreachable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It answered, and the answer was no. */
    static final class Refused extends Unreachable {
        @Serial
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null);
        }
    }
}
