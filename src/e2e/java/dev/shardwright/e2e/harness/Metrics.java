package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the operator tells a Prometheus of the resources in a namespace. */
public final class Metrics {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PORT = 8080;

    private final Space space;
    private final Operator operator;

    /** Those of a namespace. */
    public Metrics(Space space, Operator operator) {
        this.space = space;
        this.operator = operator;
    }

    /** The value of a metric of a resource; empty when it has no series. */
    public OptionalDouble value(String metric, String resource) {
        return text().lines()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> line.contains("\"" + space.name() + "\"") && line.contains("\"" + resource + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    private String text() {
        try (LocalPortForward forward = space.client()
                .pods()
                .inNamespace(Operator.NAMESPACE)
                .withName(Pods.name(operator.leader().orElseThrow()))
                .portForward(PORT)) {
            URI uri = URI.create("http://localhost:" + forward.getLocalPort() + "/q/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
