package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.elasticsearch.ClusterHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From spec, picture and clock to a plan. Pure: no clock, no chance, no client. */
public final class Planner {
    /** How long an answer that fails to come is put down to chance, in what is told and in budgets; nothing else acts on it. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private Planner() {}

    /** The plan for one pass. */
    public static Plan plan(ElasticCluster cluster, Observation seen, Instant now) {
        BootstrapDecision bootstrap = BootstrapRule.decide(BootstrapView.of(cluster, seen, now));
        List<Problem> problems = new ArrayList<>();
        bootstrap.problem().ifPresent(problems::add);
        problems.addAll(SpecRule.check(cluster, seen));
        boolean paused = cluster.getSpec().paused();
        boolean mayAct = problems.isEmpty() && !paused && !bootstrap.isOnHold();

        List<NodePlan> nodes = NodePlanner.plan(cluster, seen, bootstrap, problems, now);
        List<Effect> effects = mayAct ? EffectPlanner.plan(cluster, seen, bootstrap, nodes, now) : List.of();
        if (!mayAct && !paused && bootstrap.problem().isEmpty()) {
            effects = EffectPlanner.labelClaims(cluster, seen, bootstrap, now);
        }
        return new Plan(
                bootstrap,
                PoolSizes.of(cluster, seen),
                nodes,
                effects,
                List.of(),
                List.copyOf(problems),
                paused,
                evictionsAllowed(cluster, seen, now));
    }

    /** Only a cluster known to be whole can do without a node. */
    private static Optional<Boolean> evictionsAllowed(ElasticCluster cluster, Observation seen, Instant now) {
        boolean notAsked = seen.elasticsearch().equals(ElasticsearchFacts.NONE)
                && !seen.statefulSets().isEmpty();
        if (notAsked || seen.elasticsearch().isBlip(now, PATIENCE)) {
            return Optional.empty();
        }
        return Optional.of(seen.elasticsearch()
                .fresh(now, BootstrapView.FRESH)
                .map(ElasticsearchFacts.Known::health)
                .filter(h -> h.status() == ClusterHealth.Status.GREEN
                        || (h.status() == ClusterHealth.Status.YELLOW
                                && cluster.getSpec().totalReplicas() == 1))
                .filter(h -> h.numberOfNodes() >= cluster.getSpec().totalReplicas())
                .isPresent());
    }
}
