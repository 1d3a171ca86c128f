package dev.shardwright.simulation.kubernetes;

import dev.shardwright.cluster.desired.ConfigMaps;
import dev.shardwright.simulation.elasticsearch.Volume;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Optional;

/**
 * What the prepare script does with the offer to form a cluster.
 *
 * @param report         its last words
 * @param initialMasters cluster.initial_master_nodes; empty when it is not set
 */
record Prepare(String report, List<String> initialMasters) {

    /** Runs it over a volume. */
    static Prepare run(Volume volume, Optional<ConfigMap> offer) {
        String state = volume.nodeId().isPresent() ? "present" : "empty";
        if (offer.isEmpty()) {
            if (volume.nodeId().isEmpty()) {
                volume.mark("unoffered");
            }
            return new Prepare(report(state, "none"), List.of());
        }
        String id = offer.get().getData().get("id");
        boolean takes = volume.nodeId().isEmpty()
                || volume.marker().equals(id)
                || volume.marker().equals("unoffered");
        if (!takes) {
            return new Prepare(report(state, "ignored"), List.of());
        }
        volume.mark(id);
        return new Prepare(report(state, "taken"), ConfigMaps.initialMasterNodes(offer.get()));
    }

    private static String report(String data, String offer) {
        return "{\"data\":\"" + data + "\",\"offer\":\"" + offer + "\"}";
    }
}
