package dev.shardwright.simulation.story;

import dev.shardwright.simulation.Chance;

/**
 * What goes wrong from now on.
 *
 * @param apiErrors     per cent of the operator's calls to Kubernetes that fail, before or after their effect
 * @param crashes       per cent of its effects at which the operator dies
 * @param failures      per cent of requests to Elasticsearch that fail
 * @param gaps          per cent of answers that leave a node out
 * @param hanging       per cent of polls that get no answer
 * @param lag           how late events of Kubernetes come at most, in milliseconds
 * @param lostHosts     Kubernetes nodes that die for a while
 * @param deletedPods   pods that somebody deletes
 */
public record Weather(
        int apiErrors, int crashes, int failures, int gaps, int hanging, int lag, int lostHosts, int deletedPods) {
    /** Nothing goes wrong. */
    public static final Weather GOOD = new Weather(0, 0, 0, 0, 0, 200, 0, 0);

    /** Whether events of Kubernetes come seconds late. */
    public boolean isLate() {
        return lag > 1_000;
    }

    /** Mostly good; otherwise some of it is bad. */
    static Weather any(Chance chance) {
        if (chance.percent(40)) {
            return GOOD;
        }
        return new Weather(
                some(chance, 25),
                some(chance, 8),
                some(chance, 30),
                some(chance, 20),
                some(chance, 10),
                chance.percent(30) ? 5_000 : 300,
                chance.percent(15) ? 1 : 0,
                chance.percent(25) ? chance.between(1, 2) : 0);
    }

    private static int some(Chance chance, int most) {
        return chance.percent(40) ? chance.between(1, most) : 0;
    }
}
