package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The operator's pod is deleted over many clusters that have nothing to do: how long the next one takes to know them. */
final class Restart {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SECONDS = 60;

    private Restart() {}

    static List<Line> measure(Bed bed, int clusters) {
        Pod old = bed.operatorPod();
        Instant began = Instant.now();
        bed.client()
                .pods()
                .inNamespace(Operator.NAMESPACE)
                .withName(old.getMetadata().getName())
                .delete();
        long[] seen = {0};
        Waiting.until("every cluster seen again", PATIENCE, () -> seen[0] + " of " + clusters, () -> {
            Pod now = bed.operatorPod();
            boolean another =
                    !now.getMetadata().getUid().equals(old.getMetadata().getUid());
            seen[0] = another ? Door.of(now.getStatus().getPodIP()).clustersSeen() : 0;
            return seen[0] >= clusters;
        });
        Instant again = Instant.now();
        Quiet.await(bed);
        Requests made = bed.requests(began, Instant.now());
        Requests children = Requested.toChildren(made);
        int others = made.writes().size() - children.size();
        return List.of(
                Line.of(
                        "restart-seconds",
                        "operator's pod deleted: until every cluster was seen again",
                        Duration.between(began, again).toMillis() / 1000.0,
                        "s",
                        Goal.atMost(SECONDS)),
                Line.of("restart-writes", "writes to what belongs to clusters", children.size(), "", Goal.exactly(0))
                        .detail(children.toString()),
                Line.of("restart-other-writes", "writes of their status and of events", others, "")
                        .detail(made.writes().toString()));
    }
}
