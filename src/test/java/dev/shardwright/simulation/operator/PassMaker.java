package dev.shardwright.simulation.operator;

import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.observe.Observer;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.Planner;
import java.util.Set;

/** Makes the pass that the operator runs: the real one, or one with a rule turned off, to see that this is noticed. */
public interface PassMaker {
    /** The pass as it is. */
    PassMaker REAL = Pass::new;

    /** A pass for which one rule is out of force. */
    static PassMaker without(NodeRule rule) {
        return (observer, keeper, actor) -> new Pass(
                observer,
                keeper,
                actor,
                (cluster, seen, known, now) -> Planner.plan(cluster, seen, known, now, Set.of(rule)));
    }

    /** A pass by these. */
    Pass make(Observer observer, Pass.Keeper keeper, Actor actor);
}
