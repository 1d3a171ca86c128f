package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The Kubernetes nodes, and where pods go on them. */
public final class Hosts {
    private static final int ZONES = 3;

    private final Map<String, String> zones = new LinkedHashMap<>();
    private final Set<String> down = new TreeSet<>();

    /** So many hosts, spread over three zones. */
    public Hosts(int count) {
        for (int i = 0; i < count; i++) {
            zones.put("host-" + i, "zone-" + i % ZONES);
        }
    }

    /** Zone of each host, in the order of the hosts: who picks one by luck gets the same one in every process. */
    public Map<String, String> zones() {
        return Collections.unmodifiableMap(zones);
    }

    /** Whether a host runs. */
    public boolean isUp(String host) {
        return !down.contains(host);
    }

    /** Those that do not run, in the order of the hosts. */
    public List<String> down() {
        return zones.keySet().stream().filter(h -> !isUp(h)).toList();
    }

    /** A host dies or comes back. */
    public void become(String host, boolean up) {
        if (up) {
            down.remove(host);
        } else {
            down.add(host);
        }
    }

    /** The host for a pod: one with the fewest pods; none for a pod that asks for what no host has. */
    Optional<String> place(Pod pod, List<Pod> others, Chance chance) {
        Map<String, String> selector = pod.getSpec().getNodeSelector();
        if (selector != null && !selector.isEmpty()) {
            return Optional.empty();
        }
        List<String> up = zones.keySet().stream().filter(this::isUp).toList();
        long fewest = up.stream().mapToLong(h -> pods(h, others)).min().orElse(0);
        List<String> best = up.stream().filter(h -> pods(h, others) == fewest).toList();
        return best.isEmpty() ? Optional.empty() : Optional.of(chance.pick(best));
    }

    private static long pods(String host, List<Pod> pods) {
        return pods.stream().filter(p -> host.equals(p.getSpec().getNodeName())).count();
    }
}
