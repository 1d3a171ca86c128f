package dev.shardwright.cluster.observe;

import dev.shardwright.cluster.observe.ElasticsearchFacts.StepTrouble;
import dev.shardwright.elasticsearch.ElasticsearchApi;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Reply.Failure;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Carries out the steps that were asked for of one cluster. */
final class StepRunner {
    private static final Logger LOG = Logger.getLogger(StepRunner.class);

    private final String cluster;
    private final InstantSource clock;
    private final Set<Class<?>> failing = new HashSet<>(); // kinds of steps, so that each is logged once

    /** @param cluster namespace and name, for the log */
    StepRunner(String cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Takes them in order, up to the first that fails.
     *
     * @return why it failed; empty when all succeeded
     */
    Optional<StepTrouble> take(List<ElasticsearchStep> steps, Supplier<ElasticsearchApi> api) {
        for (ElasticsearchStep step : steps) {
            Optional<String> failure = failureOf(step, api);
            if (failure.isPresent()) {
                String message = named(step) + " failed: " + failure.get();
                if (failing.add(step.getClass())) {
                    LOG.infof("%s: %s", cluster, message);
                }
                return Optional.of(new StepTrouble(message, clock.instant()));
            }
            failing.remove(step.getClass());
            LOG.infof("%s: %s", cluster, named(step));
        }
        return Optional.empty();
    }

    private Optional<String> failureOf(ElasticsearchStep step, Supplier<ElasticsearchApi> api) {
        try {
            return step.take(api.get()) instanceof Failure<?> failure
                    ? Optional.of(failure.message())
                    : Optional.empty();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "a step on %s failed inside the operator", cluster);
            return Optional.of("an error inside the operator (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static String named(ElasticsearchStep step) {
        return switch (step) {
            case ElasticsearchStep.Drain drain ->
                drain.nodes().isEmpty() ? "Ending all drains" : "Draining " + new TreeSet<>(drain.nodes());
            case ElasticsearchStep.ExcludeFromVoting exclusion -> "Taking the vote of " + exclusion.node();
            case ElasticsearchStep.ClearVotingExclusions clear -> "Clearing voting exclusions";
            case ElasticsearchStep.RegisterRestart restart -> "Registering a restart";
            case ElasticsearchStep.ForgetShutdown forget -> "Removing the record of a restart";
        };
    }
}
