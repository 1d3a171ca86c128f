package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Requests;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Requests to the Kubernetes API, in words. */
final class Requested {
    private Requested() {}

    /** How many of each verb, those about the operator's own lease apart, for one cluster of so many. */
    static String byVerb(Requests requests, int clusters) {
        Map<String, Long> counts = requests.all().stream()
                .filter(r -> !r.resource().startsWith("leases"))
                .collect(Collectors.groupingBy(Requests.Request::verb, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " " + Figure.text((double) e.getValue() / clusters))
                .collect(Collectors.joining(", "));
    }

    /** Changes of what belongs to clusters: neither their status nor events. */
    static Requests toChildren(Requests requests) {
        return requests.writes()
                .where(r -> !r.resource().equals("events")
                        && !r.resource().startsWith("elasticclusters")
                        // A question about the operator's own rights.
                        && !r.resource().startsWith("selfsubject"));
    }
}
