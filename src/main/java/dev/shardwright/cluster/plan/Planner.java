package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From spec, picture and clock to a plan. Pure: no clock, no chance, no client. */
public final class Planner {
    /** How long an answer that fails to come is put down to chance, in what is told and in budgets; nothing else acts on it. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private Planner() {}

    /** The plan for one pass. */
    public static Plan plan(ElasticCluster cluster, Observation seen, Instant now) {
        return plan(cluster, seen, List.of(), now, Set.of());
    }

    /**
     * The plan for one pass.
     *
     * @param known problems that were found before: nothing is done for a spec that has any
     * @param off rules that are out of force beside those that the spec ignores; for tests, which show what each is for
     */
    public static Plan plan(
            ElasticCluster cluster, Observation seen, List<Problem> known, Instant now, Set<NodeRule> off) {
        BootstrapDecision bootstrap = BootstrapRule.decide(BootstrapView.of(cluster, seen, now));
        List<Problem> problems = new ArrayList<>();
        bootstrap.problem().ifPresent(problems::add);
        problems.addAll(SpecRule.check(cluster, seen));
        problems.addAll(known);
        boolean paused = cluster.getSpec().paused();
        boolean mayAct = problems.isEmpty() && !paused && !bootstrap.isOnHold();

        Map<String, String> revisions = Revision.digests(cluster, seen.secureSettings());
        List<NodeView> roster = Roster.of(cluster, seen, revisions, now);
        Situation s = new Situation(cluster, seen, revisions, bootstrap, problems, roster, now);
        List<NodePlan> nodes = NodePlanner.plan(s, union(ignored(cluster), off));
        VotePlanner votes = new VotePlanner(s, nodes);
        List<Effect> effects = new ArrayList<>();
        if (!paused) {
            effects.addAll(new ClaimPlanner(s).effects(mayAct ? votes.wantedMarks() : Map.of(), mayAct));
        }
        List<ElasticsearchStep> steps = new ArrayList<>();
        if (mayAct) {
            effects.addAll(EffectPlanner.plan(s, nodes));
            steps.addAll(DrainPlanner.steps(s, nodes));
            steps.addAll(votes.steps());
            steps.addAll(ShutdownPlanner.steps(s, nodes));
        }
        return new Plan(
                bootstrap,
                PoolSizes.of(s, mayAct ? going(nodes) : Set.of()),
                nodes,
                List.copyOf(effects),
                List.copyOf(steps),
                List.copyOf(problems),
                paused,
                nothingLeftBehind(s),
                evictionsAllowed(cluster, seen, now));
    }

    private static boolean nothingLeftBehind(Situation s) {
        return s.facts().isPresent()
                && VotePlanner.marks(s).isEmpty()
                && s.details().settings().draining().isEmpty()
                && ShutdownPlanner.ours(s).isEmpty();
    }

    private static Set<String> going(List<NodePlan> nodes) {
        return nodes.stream()
                .filter(n -> n.intent() == Intent.Remove && n.blockedBy().isEmpty())
                .map(NodePlan::node)
                .collect(Collectors.toSet());
    }

    private static Set<NodeRule> ignored(ElasticCluster cluster) {
        return cluster.getSpec().update().ignoreRules().stream()
                .map(rule -> NodeRule.valueOf(rule.name()))
                .collect(Collectors.toSet());
    }

    private static Set<NodeRule> union(Set<NodeRule> one, Set<NodeRule> other) {
        Set<NodeRule> both = new HashSet<>(one);
        both.addAll(other);
        return both;
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
