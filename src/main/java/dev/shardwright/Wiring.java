package dev.shardwright;

import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Beans that are not ours to annotate. */
@Singleton
public class Wiring {
    /** The clock of the whole operator. */
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Not one more of the framework's metrics: it finds those by their type. */
    @Produces
    @Singleton
    @Typed(Passes.class)
    Passes passes() {
        return new Passes();
    }

    /** What the framework measures: passes by kind. By resource it would be 90 lines of a scrape for each. */
    @Produces
    @Singleton
    Metrics metrics(MeterRegistry registry, Passes passes) {
        return new AggregatedMetrics(List.of(MicrometerMetrics.withoutPerResourceMetrics(registry), passes));
    }
}
