package dev.shardwright.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The operator's own HTTP port: health and metrics. */
record Door(String host, int port) {
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private static final Pattern CLUSTER =
            Pattern.compile("^shardwright_plan_nodes\\{.*?[{,]name=\"([^\"]*)\"", Pattern.MULTILINE);

    /** That of a pod; pods can be reached from this host. */
    static Door of(String address) {
        return new Door(address, PORT);
    }

    boolean ready() {
        return get("/q/health/ready").isPresent();
    }

    /** How many clusters this process has made a pass over: each has its metrics from the end of the first one on. */
    long clustersSeen() {
        return get("/q/metrics").stream()
                .flatMap(text -> CLUSTER.matcher(text).results())
                .map(match -> match.group(1))
                .distinct()
                .count();
    }

    /** The heap after the last full collection, in bytes. */
    OptionalDouble liveHeap() {
        return get("/q/metrics").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("jvm_gc_live_data_size_bytes"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    /** Empty unless it answers, and well. */
    private Optional<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(response).filter(r -> r.statusCode() == 200).map(HttpResponse::body);
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
