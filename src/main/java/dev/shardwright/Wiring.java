package dev.shardwright;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Beans that are not ours to annotate. */
@Singleton
public class Wiring {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** The clock of the whole operator. */
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** One operator works at a time; the others wait for its lease. */
    @Produces
    @Singleton
    LeaderElectionConfiguration leaderElection(
            @ConfigProperty(name = "shardwright.lease.namespace", defaultValue = "default") String namespace,
            @ConfigProperty(name = "shardwright.identity", defaultValue = "shardwright") String identity) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("shardwright-operator")
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW)
                .withRetryPeriod(RETRY)
                .build();
    }
}
