package dev.shardwright.e2e.harness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Watch} saw at one time.
 *
 * @param pods     by name
 * @param uuid     the cluster's identity in the words of the resource's status
 * @param elastic  what Elasticsearch said; absent when no node gave all the answers
 */
record Moment(Instant at, Map<String, SeenPod> pods, Optional<String> uuid, Optional<SeenElastic> elastic) {
    Moment {
        pods = Map.copyOf(pods);
    }

    /** A pod; its incarnation changes when it or one of its containers is started anew. */
    record SeenPod(String pool, String incarnation, String version, boolean ready) {}

    /** A member of the cluster. */
    record SeenNode(String version, Set<String> roles) {
        SeenNode {
            roles = Set.copyOf(roles);
        }
    }

    /** The cluster; settings are the persistent ones, exclusions the names that may not vote. */
    record SeenElastic(
            String health,
            String uuid,
            String master,
            Map<String, SeenNode> nodes,
            Map<String, String> settings,
            List<String> exclusions) {
        SeenElastic {
            nodes = Map.copyOf(nodes);
            settings = Map.copyOf(settings);
            exclusions = List.copyOf(exclusions);
        }
    }
}
