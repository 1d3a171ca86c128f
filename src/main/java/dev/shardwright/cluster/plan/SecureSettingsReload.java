package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which running nodes have yet to take up changed secure settings, and which of them never did and are made anew. */
public final class SecureSettingsReload {
    /** What is given to clocks that differ, and to a kubelet that sees a changed Secret late. */
    static final Duration MARGIN = Duration.ofMinutes(2);

    /** By then a node has had several chances. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private SecureSettingsReload() {}

    /** The pods whose nodes are to take them up now: members that nothing else happens with. */
    public static List<Pod> waiting(Observation seen, Plan plan) {
        Optional<SecureSettingsChange> change = seen.secureSettingsChange();
        if (change.isEmpty() || !plan.mayAct()) {
            return List.of();
        }
        return plan.nodes().stream()
                .filter(n -> n.intent() == Intent.Keep && n.state() == State.Member)
                .flatMap(n -> n.view().pod().stream())
                .filter(pod -> !has(pod, change.get()))
                .toList();
    }

    /** Whether a node is known to have them: it said so, or its pod was made well after the change. */
    static boolean has(Pod pod, SecureSettingsChange change) {
        boolean young = Timestamps.created(pod).isAfter(change.at().plus(MARGIN));
        Map<String, String> annotations =
                Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of());
        return young || change.mark().equals(annotations.get(Labels.LOADED_CHANGE));
    }

    /** The moment from which on nodes that have not taken up a change have had their time. */
    static Stream<Instant> turns(Observation seen) {
        return seen.secureSettingsChange().stream()
                .filter(change -> seen.pods().stream().anyMatch(pod -> !has(pod, change)))
                .map(change -> change.at().plus(PATIENCE));
    }

    /** Whether a node has had its time. One that never ran reads them when it starts. */
    static boolean isOverdue(Pod pod, SecureSettingsChange change, Instant now) {
        return !has(pod, change)
                && NodeCondition.everRan(pod)
                && !now.isBefore(change.at().plus(PATIENCE));
    }
}
