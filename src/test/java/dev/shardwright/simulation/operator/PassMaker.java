package dev.shardwright.simulation.operator;

import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.act.Actor;
import dev.shardwright.cluster.observe.Observer;

/** Makes the pass that the operator runs: the real one, or one with a rule turned off, to see that this is noticed. */
public interface PassMaker {
    /** The pass as it is. */
    PassMaker REAL = Pass::new;

    /** A pass by these. */
    Pass make(Observer observer, Pass.Keeper keeper, Actor actor);
}
