package dev.shardwright.cluster.report;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.cluster.scale.ScaleReason;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Kubernetes events, one for each condition that turned and each size that was changed. Their reasons are those of the
 * conditions and of autoscaling.
 */
public final class EventReport {
    private final EventWriter events;

    /** Writes events through the client. */
    public EventReport(KubernetesClient client) {
        this.events = new EventWriter(client);
    }

    /** Tells what turned between two statuses. */
    public void tell(
            ElasticCluster cluster, Optional<ElasticClusterStatus> before, ElasticClusterStatus after, Instant now) {
        turned(before.map(ElasticClusterStatus::conditions).orElse(List.of()), after.conditions())
                .forEach(condition ->
                        events.write(cluster, type(condition), condition.getReason(), condition.getMessage(), now));
        scaled(before.map(ElasticClusterStatus::autoscaling).orElse(List.of()), after.autoscaling())
                .forEach(e -> events.write(
                        cluster,
                        ScaleReason.AtMaximum.isOf(e) ? EventWriter.Type.Warning : EventWriter.Type.Normal,
                        e.reason(),
                        "pool " + e.pool() + ": " + e.message(),
                        now));
    }

    /** The pools whose size was changed, and those that have come to need more than they may have. */
    static List<AutoscalingStatus> scaled(List<AutoscalingStatus> before, List<AutoscalingStatus> after) {
        return after.stream()
                .filter(now -> before.stream()
                        .filter(b -> b.pool().equals(now.pool()))
                        .anyMatch(b -> !b.hasSizesOf(now)
                                || (ScaleReason.AtMaximum.isOf(now) && !ScaleReason.AtMaximum.isOf(b))))
                .toList();
    }

    /** The conditions that say something new and worth an event. */
    static List<Condition> turned(List<Condition> before, List<Condition> after) {
        List<Condition> news = new ArrayList<>();
        for (Condition condition : after) {
            Optional<Condition> earlier = Conditions.find(before, condition.getType());
            boolean same = earlier.filter(e -> e.getStatus().equals(condition.getStatus())
                            && e.getReason().equals(condition.getReason()))
                    .isPresent();
            if (!same && isNews(condition, earlier)) {
                news.add(condition);
            }
        }
        return news;
    }

    private static boolean isNews(Condition condition, Optional<Condition> earlier) {
        return switch (condition.getType()) {
            case ReadyCondition.TYPE ->
                condition.getStatus().equals("True")
                        || earlier.filter(e -> e.getStatus().equals("True")).isPresent()
                        || condition.getReason().equals("HealthRed");
            case StalledCondition.TYPE ->
                condition.getStatus().equals("True")
                        || earlier.filter(e -> e.getStatus().equals("True")).isPresent();
            case "Bootstrapped", "CredentialsSound", "Overridden" -> true;
            default -> false;
        };
    }

    private static EventWriter.Type type(Condition condition) {
        boolean isBadWhenTrue = Set.of(StalledCondition.TYPE, "Overridden").contains(condition.getType());
        boolean bad = isBadWhenTrue == condition.getStatus().equals("True")
                && !condition.getType().equals("Bootstrapped");
        return bad ? EventWriter.Type.Warning : EventWriter.Type.Normal;
    }
}
