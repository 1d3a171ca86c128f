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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells users what a pass found: the status when it has changed, and events of what turned. */
public final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    /** A status that could not be written is tried again after this time, by another pass. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final StatusGate<ElasticClusterStatus> gate = new StatusGate<>(Turning::of);
    private final StatusApply<ElasticCluster, ElasticClusterStatus> statuses;
    private final EventReport events;

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
    }

    private Optional<Duration> write(
            ElasticCluster cluster, ElasticClusterStatus status, Context<ElasticCluster> context) {
        try {
            statuses.write(cluster, status, context);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            // Gone or changed meanwhile is no news; what is to be said then, the pass over the newer version says.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                LOG.warn("status of {} could not be written: {}", ResourceID.fromResource(cluster), e.getMessage());
            }
            return Optional.of(AGAIN);
        }
    }
}
