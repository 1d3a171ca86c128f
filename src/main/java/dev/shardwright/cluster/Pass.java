package dev.shardwright.cluster;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.Observer;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.cluster.plan.Problem;
import dev.shardwright.cluster.report.Report;
import dev.shardwright.cluster.scale.Autoscaler;
import dev.shardwright.cluster.scale.DecidedSizes;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Observe, plan, act: what is done for one cluster in one pass. What is told of it comes after. */
public final class Pass {
    private final Observer observer;
    private final Keeper keeper;
    private final Actor actor;
    private final Planning planning;

    /** Keeps the credentials of a cluster. */
    public interface Keeper {
        /** The credentials as they should be, made of those that are there. */
        Credentials keep(ElasticCluster cluster, Observation seen, Instant now);
    }

    /** Makes the plan. */
    public interface Planning {
        /** What is to be done. Pure. */
        Plan plan(ElasticCluster cluster, Observation seen, List<Problem> known, Instant now);
    }

    /** A pass by these. */
    public Pass(Observer observer, Keeper keeper, Actor actor) {
        this(observer, keeper, actor, (cluster, seen, known, now) -> Planner.plan(cluster, seen, known, now, Set.of()));
    }

    /** A pass by another plan than the planner's; for tests, which show what a rule is for. */
    public Pass(Observer observer, Keeper keeper, Actor actor, Planning planning) {
        this.observer = observer;
        this.keeper = keeper;
        this.actor = actor;
        this.planning = planning;
    }

    /** What was seen, planned and done. */
    public record Outcome(Observation seen, Plan plan, Credentials credentials, Report report) {}

    /** One pass over one cluster. */
    public Outcome run(ElasticCluster asked, Instant now) {
        Observation found = observer.observe(asked);
        ElasticCluster cluster = DecidedSizes.in(asked, found);
        Credentials credentials = keeper.keep(cluster, found, now);
        Observation seen = found.with(credentials.secureSettingsGeneration(), credentials.secureSettingsChange());
        Plan plan = planning.plan(cluster, seen, problems(credentials), now);
        List<StepFailure> failures = actor.act(cluster, seen, plan, credentials);
        List<AutoscalingStatus> sizes = Autoscaler.decide(cluster, seen, plan, now);
        return new Outcome(seen, plan, credentials, new Report(cluster, seen, plan, sizes, credentials, failures, now));
    }

    private static List<Problem> problems(Credentials credentials) {
        return credentials.flaws().stream()
                .map(flaw -> new Problem(Problem.Reason.valueOf(flaw.reason().name()), flaw.message()))
                .toList();
    }
}
