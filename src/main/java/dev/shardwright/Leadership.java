package dev.shardwright;

import dev.shardwright.snapshot.site.Doors;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.Controller;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator works at a time: the holder of the lease. One that is stopped ends its passes first and gives the lease back
 * last, so that the next need not wait for it to run out. One that loses the lease, or cannot renew it, is gone at once:
 * before its lease is old enough for somebody else to take.
 */
@Singleton
public class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final String LEASE = "shardwright-operator";
    private static final Duration LASTS = Duration.ofSeconds(15);
    private static final Duration RENEW = Duration.ofSeconds(10);

    /** A leader renews at this pace, the others look each time up to 2.2 times as long: within 3 s, which slower would not be. */
    private static final Duration RETRY = Duration.ofMillis(1300);

    /** Passes end by themselves; one that hangs must not keep the operator for ever. */
    private static final Duration PASSES_END = Duration.ofSeconds(9);

    private static final int BEFORE_THE_FRAMEWORK = 1;
    private static final int AFTER_THE_FRAMEWORK = 10_000;

    private final String namespace;
    private final String identity;
    private final KubernetesClient client;
    private final LeaseWatchdog watchdog;
    private volatile boolean stopping;
    private volatile boolean ended;

    Leadership(
            @ConfigProperty(name = "shardwright.lease.namespace", defaultValue = "default") String namespace,
            @ConfigProperty(name = "shardwright.identity", defaultValue = "shardwright") String identity,
            KubernetesClient client,
            InstantSource clock) {
        this.namespace = namespace;
        this.identity = identity;
        this.client = client;
        this.watchdog = new LeaseWatchdog(
                clock,
                System::nanoTime,
                () -> own().map(Leadership::renewed),
                look -> Thread.ofVirtual().name("lease-look").start(look),
                this::halt);
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaseDuration(LASTS)
                .withRenewDeadline(RENEW)
                .withRetryPeriod(RETRY)
                // It would wait for the stop that it is part of.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, leader -> {}))
                .build();
    }

    /**
     * A lease of this pod is one of its container that ran before. The elector would lead by it at once, before it has shown
     * that nobody else took it: it is given back, and taken like any other.
     */
    void beginAnew(@Observes @Priority(BEFORE_THE_FRAMEWORK) StartupEvent event) {
        giveBack();
    }

    /**
     * No pass begins any more; those under way come to their end, then what they left running in the background. No request
     * goes to any Elasticsearch afterwards.
     */
    void endWork(
            @Observes @Priority(BEFORE_THE_FRAMEWORK) ShutdownEvent event,
            Operator operator,
            Passes passes,
            Doors doors)
            throws Exception {
        stopping = true;
        List<Controller<?>> controllers = new ArrayList<>();
        operator.getRegisteredControllers().forEach(c -> controllers.add((Controller<?>) c));
        controllers.forEach(Controller::stop);
        ended = passes.awaitEnd(PASSES_END);
        for (Controller<?> controller : controllers) {
            if (controller.getReconciler() instanceof AutoCloseable worker) {
                worker.close();
            }
        }
        doors.close();
    }

    /** A pass that has not ended may still write: then the lease runs out by itself. */
    void release(@Observes @Priority(AFTER_THE_FRAMEWORK) ShutdownEvent event, Passes passes) {
        if (!ended || !passes.none()) {
            LOG.warn("a pass is still under way: the lease is not given back, the next operator waits for its end");
            return;
        }
        try {
            giveBack();
        } catch (KubernetesClientException e) {
            LOG.warn("the lease could not be given back, the next operator waits for its end: {}", e.getMessage());
        }
    }

    private void giveBack() {
        own().ifPresent(lease -> {
            try {
                client.resource(free(lease)).update();
                LOG.info("the lease is given back");
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                LOG.info("the lease is somebody else's meanwhile");
            }
        });
    }

    private Optional<Lease> own() {
        return Optional.ofNullable(
                        client.leases().inNamespace(namespace).withName(LEASE).get())
                .filter(lease -> identity.equals(lease.getSpec().getHolderIdentity()));
    }

    private static Instant renewed(Lease lease) {
        return lease.getSpec().getRenewTime().toInstant();
    }

    /** Refused when somebody has changed it since it was read. */
    private static Lease free(Lease lease) {
        return new LeaseBuilder(lease)
                .editSpec()
                .withHolderIdentity("")
                .withLeaseDurationSeconds(1)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    /** One that is about to stop leads no more. */
    private void won() {
        if (stopping) {
            giveBack();
            halt();
        }
        watchdog.start();
    }

    /** Whoever has the lease now may be at work already: no orderly end, which takes time and may write. */
    private void lost() {
        if (ended) {
            return;
        }
        if (stopping) {
            LOG.error("a pass has not ended: the lease is not given back, and this operator ends at once");
        } else {
            LOG.error("the lease is lost: another operator may lead, this one ends at once");
        }
        halt();
    }

    private void halt() {
        Runtime.getRuntime().halt(1);
    }
}
