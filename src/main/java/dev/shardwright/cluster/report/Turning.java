package dev.shardwright.cluster.report;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The part of a status whose change is news. */
public record Turning(
        Long generation,
        String health,
        String uuid,
        BootstrapStatus bootstrap,
        List<List<Object>> sizes,
        List<List<String>> conditions) {
    /** That part of a status. */
    public static Turning of(ElasticClusterStatus status) {
        return new Turning(
                status.observedGeneration(),
                status.health(),
                status.clusterUUID(),
                status.bootstrap(),
                status.autoscaling().stream()
                        .map(e -> Arrays.<Object>asList(e.pool(), e.replicas(), e.storage()))
                        .toList(),
                status.conditions().stream().map(Turning::of).toList());
    }

    private static List<String> of(Condition condition) {
        String stalledBy = condition.getType().equals(StalledCondition.TYPE) ? condition.getMessage() : "";
        return List.of(
                condition.getType(),
                condition.getStatus(),
                Objects.requireNonNullElse(condition.getReason(), ""),
                stalledBy);
    }
}
