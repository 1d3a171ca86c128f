package dev.shardwright.cluster;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.credentials.Flaw;
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

/** Observe, plan, act: what is done for one cluster in one pass. What is told of it comes after. */
public final class Pass {
    private final Observer observer;
    private final Keeper keeper;
    private final Actor actor;

    /** Keeps the credentials of a cluster. */
    public interface Keeper {
        /** The credentials as they should be, made of those that are there. */
        Credentials keep(ElasticCluster cluster, Observation seen, Instant now);
    }

    /** A pass by these. */
    public Pass(Observer observer, Keeper keeper, Actor actor) {
        this.observer = observer;
        this.keeper = keeper;
        this.actor = actor;
    }

    /** What was seen, planned and done. */
    public record Outcome(Observation seen, Plan plan, Credentials credentials, Report report) {}

    /** One pass over one cluster. */
    public Outcome run(ElasticCluster asked, Instant now) {
        Observation found = observer.observe(asked);
        ElasticCluster cluster = DecidedSizes.in(asked, found);
        Credentials credentials = keeper.keep(cluster, found, now);
        Observation seen = found.with(credentials.secureSettingsGeneration(), credentials.secureSettingsChange());
        Plan plan = Planner.plan(cluster, seen, now);
        for (Flaw flaw : credentials.flaws()) {
            plan = plan.stoppedBy(
                    new Problem(Problem.Reason.valueOf(flaw.reason().name()), flaw.message()));
        }
        List<StepFailure> failures = actor.act(cluster, seen, plan, credentials);
        List<AutoscalingStatus> sizes = Autoscaler.decide(cluster, seen, plan, now);
        return new Outcome(seen, plan, credentials, new Report(cluster, seen, plan, sizes, credentials, failures, now));
    }
}
