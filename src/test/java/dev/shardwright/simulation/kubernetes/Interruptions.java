package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Fault;
import dev.shardwright.simulation.Trace;

/** What can break into an effect of the operator: the API's errors, before or after the write took place, and its own death. */
public final class Interruptions {
    private final Chance chance;
    private final Trace trace;
    private int errors;
    private int crashes;

    /** None at first. */
    public Interruptions(Chance chance, Trace trace) {
        this.chance = chance;
        this.trace = trace;
    }

    /** The operator's process ends here. */
    public static final class OperatorCrash extends Error {
        private static final long serialVersionUID = 1L;

        OperatorCrash(String where) {
            super(where, null, false, false);
        }
    }

    /** From now on, how many of a hundred calls fail, and at how many the operator dies. */
    public void become(int errorPercent, int crashPercent) {
        errors = errorPercent;
        crashes = crashPercent;
    }

    /** Before an effect. */
    public void before(String effect) {
        interrupt(effect, "before");
    }

    /** After an effect that took place. */
    public void after(String effect) {
        interrupt(effect, "after");
    }

    /** Between two effects, where there is no API that could fail. */
    public void between(String effect) {
        if (chance.percent(crashes)) {
            trace.count(Fault.CRASH);
            trace.say("operator", "CRASHES at: ", effect);
            throw new OperatorCrash(effect);
        }
    }

    private void interrupt(String effect, String when) {
        between(when + " " + effect);
        if (chance.percent(errors)) {
            int code = chance.pick(ApiFault.PASSING);
            trace.count(Fault.API_ERROR);
            trace.say("api", "answers ", code, " ", when, ": ", effect);
            throw ApiFault.of(code, "simulated");
        }
    }
}
