package dev.shardwright.cluster.report;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.support.StatusApply;
import dev.shardwright.support.StatusGate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells users what a pass found: the status when it has changed, and events of what turned. */
public final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    /** A status that could not be written is tried again after this time, by another pass; then less and less often. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration SELDOM = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 4;

    private final StatusGate<ElasticClusterStatus> gate = new StatusGate<>(Turning::of);
    private final StatusApply<ElasticCluster, ElasticClusterStatus> statuses;
    private final EventReport events;
    private final Map<ResourceID, Integer> refusals = new ConcurrentHashMap<>();

    /** Writes through the client. */
    public Reporter(KubernetesClient client) {
        this.statuses = new StatusApply<>(client, ElasticCluster::new);
        this.events = new EventReport(client);
    }

    /** Tells it; gives the time after which there is more to tell even if nothing happens. */
    public Optional<Duration> tell(ElasticCluster cluster, Report report, Context<ElasticCluster> context) {
        ElasticClusterStatus status = StatusReport.of(report);
        Optional<ElasticClusterStatus> written = Optional.ofNullable(cluster.getStatus());
        return switch (gate.decide(ResourceID.fromResource(cluster), written, status, report.now())) {
            case StatusGate.Verdict.Same() -> Optional.empty();
            case StatusGate.Verdict.Later(var after) -> Optional.of(after);
            case StatusGate.Verdict.Write() -> {
                Optional<Duration> again = write(cluster, status, context);
                if (again.isEmpty()) {
                    events.tell(cluster, written, status, report.now());
                }
                yield again;
            }
        };
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        gate.forget(id);
        refusals.remove(id);
    }

    private Optional<Duration> write(
            ElasticCluster cluster, ElasticClusterStatus status, Context<ElasticCluster> context) {
        ResourceID id = ResourceID.fromResource(cluster);
        try {
            statuses.write(cluster, status, context);
            refusals.remove(id);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            // Gone or changed meanwhile is no news; what is to be said then, the pass over the newer version says.
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.of(AGAIN);
            }
            LOG.warn("status of {} could not be written: {}", id, e.getMessage());
            return Optional.of(pause(refusals.merge(id, 1, Integer::sum)));
        }
    }

    /** After so many refusals in a row. */
    static Duration pause(int refusals) {
        Duration doubled = AGAIN.multipliedBy(1L << Math.min(refusals - 1, MOST_DOUBLINGS));
        return doubled.compareTo(SELDOM) < 0 ? doubled : SELDOM;
    }
}
