package dev.shardwright.e2e.harness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Requests to the Kubernetes API. */
public record Requests(List<Request> all) {
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");
    private static final Set<String> READS = Set.of("get", "list");

    public Requests {
        all = List.copyOf(all);
    }

    /** One request; {@code pod} is the one whose service account's token came with it, empty for others. */
    public record Request(
            Instant at, String verb, String resource, String namespace, String name, int code, String pod) {}

    /** Changes, those of leader election apart. */
    public Requests writes() {
        return where(r -> WRITES.contains(r.verb()) && !r.resource().startsWith("leases"));
    }

    /** Reads that no cache has answered; those of leader election and of discovery apart. */
    public Requests reads() {
        return where(r -> READS.contains(r.verb())
                && !r.resource().startsWith("leases")
                && !r.resource().equals("-"));
    }

    public Requests events() {
        return where(r -> r.resource().equals("events"));
    }

    /** Changes of leases: how leaders are elected. */
    public Requests elections() {
        return where(r -> WRITES.contains(r.verb()) && r.resource().startsWith("leases"));
    }

    /** Those of one pod. */
    public Requests by(String pod) {
        return where(r -> r.pod().equals(pod));
    }

    public Requests in(String namespace) {
        return where(r -> r.namespace().equals(namespace));
    }

    public Requests where(Predicate<Request> condition) {
        return new Requests(all.stream().filter(condition).toList());
    }

    public int size() {
        return all.size();
    }

    @Override
    public String toString() {
        Map<String, Long> byKind = all.stream()
                .collect(
                        Collectors.groupingBy(r -> r.verb() + " " + r.resource(), TreeMap::new, Collectors.counting()));
        return all.size() + " requests " + byKind;
    }
}
