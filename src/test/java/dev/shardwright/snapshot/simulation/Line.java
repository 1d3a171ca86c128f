package dev.shardwright.snapshot.simulation;

import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.simulation.Chance;
import java.time.Duration;
import java.util.List;

/** The way to a cluster: answers take time, are lost, and what was asked for may happen all the same, even later. */
final class Line {
    private static final List<Problem> PROBLEMS = List.of(Problem.values());
    private static final int LATEST = 20;

    /** What a request does when it gets to the cluster. */
    interface Call<T> {
        Reply<T> arrive();
    }

    private final Chance chance;
    private final Time time;
    private int faults;
    private int deaths;

    Line(Chance chance, Time time) {
        this.chance = chance;
        this.time = time;
    }

    /** How many calls of a hundred fail, and in how many of a thousand the operator is killed. */
    void spoil(int failing, int killing) {
        faults = failing;
        deaths = killing;
    }

    boolean isFaulty() {
        return faults > 0;
    }

    <T> Reply<T> ask(Call<T> call) {
        return call(call, Duration.ofSeconds(5));
    }

    <T> Reply<T> change(Call<T> call) {
        return call(call, Duration.ofSeconds(30));
    }

    private <T> Reply<T> call(Call<T> call, Duration limit) {
        time.pass(Duration.ofMillis(chance.between(1, 20)));
        if (chance.percent(10) && chance.between(1, 100) <= deaths) {
            arrive(call);
            throw new Killed();
        }
        if (!chance.percent(faults)) {
            return call.arrive();
        }
        arrive(call);
        boolean hangs = chance.percent(30);
        if (hangs) {
            time.pass(limit);
        }
        Problem problem = hangs ? Problem.TIMED_OUT : chance.pick(PROBLEMS);
        return Reply.failure(problem, "https://es:9200 gave no answer.");
    }

    /** It never got there, or got there in time, or gets there when nobody waits for it any more. */
    private <T> void arrive(Call<T> call) {
        switch (chance.between(0, 2)) {
            case 0 -> {}
            case 1 -> call.arrive();
            default -> time.in(Duration.ofMillis(chance.between(1, LATEST * 1000)), call::arrive);
        }
    }
}
