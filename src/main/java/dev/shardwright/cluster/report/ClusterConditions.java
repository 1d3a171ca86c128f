package dev.shardwright.cluster.report;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;

/** Conditions of an ElasticCluster. */
final class ClusterConditions {
    private ClusterConditions() {}

    static Condition of(Report report, String type, String status, String reason, String message) {
        return of(report.cluster(), report.now(), type, status, reason, message);
    }

    static Condition of(
            ElasticCluster cluster, Instant now, String type, String status, String reason, String message) {
        List<Condition> before =
                cluster.getStatus() == null ? List.of() : cluster.getStatus().conditions();
        return Conditions.of(cluster, before, now, type, status, reason, message);
    }
}
