package dev.shardwright.simulation.operator;

import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.observe.Observer;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.Planner;
import java.util.Set;

/** Makes the pass that the operator runs: the real one, or one with rules turned off, to see that this is noticed. */
public interface PassMaker {
    /** The pass as it is. */
    PassMaker REAL = Pass::new;

    /** A pass for which rules are out of force. */
    static PassMaker without(Set<NodeRule> rules) {
        return (observer, keeper, actor) -> new Pass(
                observer, keeper, actor, (cluster, seen, known, now) -> Planner.plan(cluster, seen, known, now, rules));
    }

    /** A pass by these. */
    Pass make(Observer observer, Pass.Keeper keeper, Actor actor);
}
