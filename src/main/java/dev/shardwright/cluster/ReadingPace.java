package dev.shardwright.cluster;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.plan.UsableFacts;
import dev.shardwright.cluster.report.Report;
import dev.shardwright.cluster.scale.Autoscaler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When disks and shards of clusters with autoscaling are read: about once a minute. Others are left alone. */
public final class ReadingPace {
    private static final Duration EVERY = Duration.ofSeconds(60);

    private final Map<ResourceID, Instant> lastReading = new ConcurrentHashMap<>();

    /** The time until the next reading, zero when it is due; empty when none is needed. */
    public Optional<Duration> until(ResourceID id, Report report) {
        if (!Autoscaler.needsReadings(report.cluster(), report.plan())) {
            lastReading.remove(id);
            return Optional.empty();
        }
        UsableFacts.of(report.seen(), report.plan().bootstrap(), report.now())
                .flatMap(Known::details)
                .map(Details::at)
                .ifPresent(at -> lastReading.put(id, at));
        Duration left = Optional.ofNullable(lastReading.get(id))
                .map(at -> Duration.between(report.now(), at.plus(EVERY)))
                .orElse(Duration.ZERO);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        lastReading.remove(id);
    }
}
