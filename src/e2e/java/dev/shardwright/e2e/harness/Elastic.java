package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Talks to the nodes of an Elasticsearch cluster. */
public final class Elastic implements AutoCloseable {
    private static final int AT_ONCE = 5000;

    private final Supplier<List<Pod>> pods;
    private final Supplier<PodHttp> http;
    private PodHttp connected;

    private Elastic(Supplier<List<Pod>> pods, Supplier<PodHttp> http) {
        this.pods = pods;
        this.http = http;
    }

    /** As the user elastic, with the password and the authority that the operator has left in Secrets. */
    static Elastic of(Cluster cluster) {
        return of(cluster, false);
    }

    /** The same over connections that stay open: for many requests, by one thread, that are tried again if they fail. */
    static Elastic keptOpen(Cluster cluster) {
        return of(cluster, true);
    }

    private static Elastic of(Cluster cluster, boolean keeps) {
        Space space = cluster.space();
        return new Elastic(
                cluster::pods,
                () -> new PodHttp(
                        space,
                        "elastic",
                        secret(space, Names.elasticUser(cluster.name()), "password"),
                        secret(space, Names.httpCertificates(cluster.name()), "ca.crt"),
                        keeps));
    }

    static Elastic of(Supplier<List<Pod>> pods, Supplier<PodHttp> http) {
        return new Elastic(pods, http);
    }

    /** The answer of the first ready node that gives one. */
    public JsonNode get(String path) {
        return json(any("GET", path, null));
    }

    public JsonNode send(String method, String path, String body) {
        return json(any(method, path, body));
    }

    /** The answer of that very node. */
    public JsonNode get(String pod, String path) {
        return json(http().send(pod, "GET", path, null));
    }

    /** The cluster UUIDs that the nodes name: one, if all is well. Every node must answer. */
    public Set<String> uuids() {
        Set<String> result = new HashSet<>();
        for (Pod pod : pods.get()) {
            JsonNode answer = get(Pods.name(pod), "/_cluster/state/version?local=true&filter_path=cluster_uuid");
            result.add(answer.path("cluster_uuid").asText());
        }
        return result;
    }

    /** The names in _cat/nodes. */
    public List<String> nodes() {
        return any("GET", "/_cat/nodes?h=name", null)
                .lines()
                .map(String::trim)
                .sorted()
                .toList();
    }

    /** Waits until Elasticsearch itself says: green, with so many nodes. */
    public Elastic awaitGreen(int nodes, Duration atMost) {
        Waiting.until(
                "Elasticsearch green with " + nodes + " nodes",
                atMost,
                () -> pods.get().size() + " pods",
                () -> {
                    JsonNode health = get("/_cluster/health");
                    return "green".equals(health.path("status").asText())
                            && health.path("number_of_nodes").asInt() == nodes;
                });
        return this;
    }

    /** What the first ready node that refuses a request says. That none refuses it fails the test. */
    public String refusal(String method, String path, String body) {
        try {
            throw new AssertionError("not refused: " + any(method, path, body));
        } catch (IllegalStateException none) {
            return Stream.of(none.getSuppressed())
                    .filter(PodHttp.Refused.class::isInstance)
                    .map(Throwable::getMessage)
                    .findFirst()
                    .orElseThrow(() -> none);
        }
    }

    /** Makes an index of that many documents, each on a second node too if there is one. */
    public void index(String index, int documents) {
        index(index, documents, i -> "{\"n\":" + i + "}");
    }

    /** The same with documents of the caller's own; their ids are the numbers that he is asked for. */
    public void index(String index, int documents, IntFunction<String> document) {
        for (int from = 0; from < documents; from += AT_ONCE) {
            String body = IntStream.range(from, Math.min(documents, from + AT_ONCE))
                    .mapToObj(i -> "{\"index\":{\"_id\":\"" + i + "\"}}\n" + document.apply(i) + "\n")
                    .collect(Collectors.joining());
            JsonNode answer = send("POST", "/" + index + "/_bulk", body);
            if (answer.path("errors").asBoolean(true)) {
                throw new IllegalStateException("bulk request failed: "
                        + answer.findValues("error").stream().findFirst());
            }
        }
        send("POST", "/" + index + "/_refresh", null);
    }

    public long count(String index) {
        send("POST", "/" + index + "/_refresh", null);
        return get("/" + index + "/_count").path("count").asLong(-1);
    }

    private String any(String method, String path, String body) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Pod pod : pods.get()) {
            if (Readiness.isPodReady(pod)) {
                try {
                    return http().send(Pods.name(pod), method, path, body);
                } catch (PodHttp.Unreachable e) {
                    failures.add(e);
                }
            }
        }
        IllegalStateException none = new IllegalStateException("no ready node answers " + method + " " + path);
        failures.forEach(none::addSuppressed);
        // Passwords and authorities change: the next request reads them again.
        close();
        throw none;
    }

    @Override
    public void close() {
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }

    private PodHttp http() {
        if (connected == null) {
            connected = http.get();
        }
        return connected;
    }

    private static JsonNode json(String answer) {
        return Serialization.unmarshal(answer, JsonNode.class);
    }

    private static String secret(Space space, String name, String key) {
        Secret secret = space.client()
                .secrets()
                .inNamespace(space.name())
                .withName(name)
                .require();
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }
}
