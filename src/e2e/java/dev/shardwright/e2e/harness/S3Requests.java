package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests to an S3 server in a pod, through the API server's port-forward. They are signed the old way of S3, version 2:
 * ten lines instead of a library, and the servers of our tests take it.
 */
final class S3Requests {
    private static final String ALGORITHM = "HmacSHA1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Space space;
    private final String pod;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    S3Requests(Space space, String pod, int port) {
        this.space = space;
        this.pod = pod;
        this.port = port;
    }

    /** The answer to a request without a body, whatever it is. */
    HttpResponse<String> send(S3Keys keys, String method, String path, Map<String, String> query) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String arguments = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try (LocalPortForward forward =
                space.client().pods().inNamespace(space.name()).withName(pod).portForward(port)) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + forward.getLocalPort() + path + "?" + arguments))
                    .timeout(PATIENCE)
                    .header("Date", date)
                    .header("Authorization", "AWS " + keys.access() + ":" + signature(keys, method, date, path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String signature(S3Keys keys, String method, String date, String path) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String signed = String.join("\n", method, "", "", date, path);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
