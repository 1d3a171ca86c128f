package dev.shardwright.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster outside of Kubernetes, as far as snapshots need one: two indices, repositories and snapshots over HTTP. */
final class FakeSearch implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INDEX = """
            "%s":{"state":"open","aliases":[],"settings":{"index.uuid":"u-%s","index.version.created":"8190000",\
            "index.number_of_shards":"1","index.number_of_replicas":"0"%s}}""";

    private static final String RECOVERY = """
            "%s":{"shards":[{"id":0,"type":"%s","stage":"DONE","primary":true,"source":{%s},"index":{\
            "size":{"total_in_bytes":1,"reused_in_bytes":0,"recovered_in_bytes":1},\
            "files":{"total":1,"reused":0,"recovered":1}}}]}""";
    private static final String SOURCE = """
            "repository":"backups","snapshot":"%s","index":"logs\"""";

    private final HttpServer server;
    private final Map<String, String> repositories = new ConcurrentHashMap<>();
    private final Map<String, Taken> snapshots = new ConcurrentHashMap<>();
    private final Map<String, Integer> documents = new TreeMap<>(Map.of("logs", 7, "orders", 35));
    private final List<String> changes = new CopyOnWriteArrayList<>();
    /** While false, snapshots stay under way. */
    final AtomicBoolean finishes = new AtomicBoolean(true);
    /** While true, snapshots end without a shard. */
    final AtomicBoolean fails = new AtomicBoolean();
    /** Snapshots by the names of further indices that were restored from them, out of the index logs. */
    final Map<String, String> restored = new ConcurrentHashMap<>();
    /** Names of indices that take no writes. */
    final Set<String> blocked = ConcurrentHashMap.newKeySet();
    /** While true, nobody may do anything. */
    final AtomicBoolean locked = new AtomicBoolean();

    private record Taken(String uuid, String metadata) {}

    FakeSearch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return url("localhost");
    }

    /** By another name of this host. */
    String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    /** Methods and paths of everything that changed something. */
    List<String> changes() {
        return changes;
    }

    Map<String, String> repositories() {
        return repositories;
    }

    Set<String> snapshots() {
        return snapshots.keySet();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            boolean change = method.equals("PUT")
                    || method.equals("DELETE")
                    || (method.equals("POST") && !path.endsWith("_refresh") && !path.endsWith("_verify"));
            if (change && !locked.get()) {
                changes.add(method + " " + path);
            }
            Answer answer = locked.get()
                    ? new Answer(401, "{}")
                    : answer(method, path.substring(1).split("/"), body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, String body) {
        static Answer ok(String body) {
            return new Answer(200, body);
        }

        static Answer missing(String type) {
            return new Answer(404, "{\"error\":{\"type\":\"" + type + "\",\"reason\":\"none\"},\"status\":404}");
        }
    }

    private Answer answer(String method, String[] path, String body) throws IOException {
        return switch (path[0]) {
            case "" -> Answer.ok("""
                    {"cluster_name":"fake","cluster_uuid":"abc","version":{"number":"8.19.21"}}""");
            case "_cluster" -> Answer.ok("{\"metadata\":{\"cluster_uuid\":\"abc\",\"indices\":{" + indices() + "}}}");
            case "_snapshot" -> path.length == 2 ? repository(method, path[1], body) : inRepository(method, path, body);
            default -> path.length == 1 ? deleted(path[0]) : index(method, path[0], path[1]);
        };
    }

    private Answer repository(String method, String name, String body) {
        return switch (method) {
            case "PUT" -> {
                repositories.put(name, body);
                yield Answer.ok("{\"acknowledged\":true}");
            }
            case "DELETE" -> {
                repositories.remove(name);
                yield Answer.ok("{\"acknowledged\":true}");
            }
            default ->
                repositories.containsKey(name)
                        ? Answer.ok("{\"" + name + "\":" + repositories.get(name) + "}")
                        : Answer.missing("repository_missing_exception");
        };
    }

    private Answer inRepository(String method, String[] path, String body) throws IOException {
        if (path[2].equals("_verify")) {
            return Answer.ok("{\"nodes\":{\"id1\":{\"name\":\"n1\"},\"id2\":{\"name\":\"n2\"}}}");
        }
        String name = path[2];
        if (method.equals("PUT")) {
            if (snapshots.containsKey(name)) {
                return new Answer(400, """
                        {"error":{"type":"invalid_snapshot_name_exception","reason":"already exists"},"status":400}""");
            }
            JsonNode metadata = JSON.readTree(body).path("metadata");
            snapshots.put(name, new Taken("uuid-" + snapshots.size(), metadata.toString()));
            return Answer.ok("{\"accepted\":true}");
        }
        if (!snapshots.containsKey(name)) {
            return Answer.missing("snapshot_missing_exception");
        }
        if (method.equals("DELETE")) {
            snapshots.remove(name);
            return Answer.ok("{\"acknowledged\":true}");
        }
        return Answer.ok(path.length == 4 ? progress(name) : info(name));
    }

    private String indices() {
        return Stream.concat(documents.keySet().stream(), restored.keySet().stream())
                .map(name ->
                        INDEX.formatted(name, name, blocked.contains(name) ? ",\"index.blocks.write\":\"true\"" : ""))
                .collect(Collectors.joining(","));
    }

    private Answer deleted(String name) {
        return restored.remove(name) != null
                ? Answer.ok("{\"acknowledged\":true}")
                : Answer.missing("index_not_found_exception");
    }

    /** Content that came from a snapshot, where it did. */
    private String recoveries(String names) {
        return Stream.of(names.split(","))
                .map(name -> RECOVERY.formatted(
                        name,
                        restored.containsKey(name) ? "SNAPSHOT" : "EXISTING_STORE",
                        restored.containsKey(name) ? SOURCE.formatted(restored.get(name)) : ""))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String info(String name) {
        boolean done = finishes.get();
        boolean good = done && !fails.get();
        return """
                {"snapshots":[{"snapshot":"%s","uuid":"%s","state":"%s","indices":["logs","orders"],"data_streams":[],\
                "include_global_state":false,"version":"8.19.21","start_time_in_millis":1000,"end_time_in_millis":%d,\
                "shards":{"total":2,"successful":%d,"failed":%d},"failures":[],"feature_states":[],"metadata":%s}]}""".formatted(
                        name,
                        snapshots.get(name).uuid(),
                        good ? "SUCCESS" : done ? "FAILED" : "IN_PROGRESS",
                        done ? 3000 : 0,
                        good ? 2 : 0,
                        done && !good ? 2 : 0,
                        snapshots.get(name).metadata());
    }

    private String progress(String name) {
        return """
                {"snapshots":[{"snapshot":"%s","uuid":"%s","state":"STARTED","shards_stats":{"initializing":0,"started":1,\
                "finalizing":0,"done":1,"failed":0,"total":2},"stats":{"incremental":{"file_count":4,"size_in_bytes":400},\
                "processed":{"file_count":1,"size_in_bytes":100},"total":{"file_count":4,"size_in_bytes":400},\
                "start_time_in_millis":1000,"time_in_millis":5}}]}""".formatted(name, snapshots.get(name).uuid());
    }

    /** An index is blocked for writes, and later takes them again; that is all that is ever set here. */
    private Answer index(String method, String name, String what) {
        if (method.equals("PUT") && what.equals("_block")) {
            blocked.add(name);
            return Answer.ok("{\"acknowledged\":true,\"shards_acknowledged\":true,\"indices\":[{\"name\":\"" + name
                    + "\",\"blocked\":true}]}");
        }
        if (method.equals("PUT") && what.equals("_settings")) {
            blocked.remove(name);
            return Answer.ok("{\"acknowledged\":true}");
        }
        String shards = "\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0,\"skipped\":0}";
        return switch (what) {
            case "_recovery" -> Answer.ok(recoveries(name));
            case "_refresh" -> Answer.ok("{" + shards + "}");
            case "_count" -> Answer.ok("{\"count\":" + documents.get(name) + "," + shards + "}");
            default ->
                Answer.ok("{" + shards + ",\"indices\":{\"" + name + "\":{\"uuid\":\"u-" + name
                        + "\",\"shards\":{\"0\":[{\"routing\":{\"primary\":true},\"seq_no\":{\"max_seq_no\":40}}]}}}}");
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
