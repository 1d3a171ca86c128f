package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What Elasticsearch said, as far as it may be acted on. */
public final class UsableFacts {
    /** Nothing that could cost data or a quorum is decided on older facts than these. */
    static final Duration FRESH = Duration.ofSeconds(20);

    private UsableFacts() {}

    /** Facts that are fresh and complete, with shards and settings, of this cluster, with an elected master. */
    public static Optional<Known> of(Observation seen, BootstrapDecision bootstrap, Instant now) {
        return seen.elasticsearch()
                .fresh(now, FRESH)
                .filter(k -> k.clusterUuid().isPresent() && k.clusterUuid().equals(bootstrap.uuid()))
                .filter(k -> k.uuidCommitted() && k.masterNode().isPresent())
                .filter(k -> k.details()
                        .filter(d -> !d.at().isBefore(now.minus(FRESH)))
                        .isPresent());
    }
}
