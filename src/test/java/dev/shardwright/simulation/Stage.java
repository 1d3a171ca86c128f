package dev.shardwright.simulation;

import dev.shardwright.simulation.story.User;
import dev.shardwright.simulation.story.Weather;
import java.util.List;

/** Where a story is told: time passes in a world, and every guarantee is looked at whenever anything happens. */
final class Stage {
    private static final long LONGEST = 3_600_000;
    private static final long QUIET = 120_000;
    private static final int STEP = 1_000;
    /** How often a user looks at the status. */
    private static final int READS = 60_000;

    private final World world;

    Stage(World world) {
        this.world = world;
    }

    /** Lets so many milliseconds pass. */
    void pass(long time) {
        long end = world.agenda().now() + time;
        while (world.agenda().next(end)) {
            world.guarantees().check();
        }
    }

    /** Lets time pass until all is as it should be. Returns what is not when time is up. */
    List<String> until(long limit) {
        long end = world.agenda().now() + limit;
        long readAgain = world.agenda().now() + READS;
        List<String> lacks = Convergence.lacks(world);
        while (!lacks.isEmpty() && world.agenda().now() < end) {
            pass(STEP);
            lacks = Convergence.lacks(world);
            if (world.agenda().now() > readAgain) {
                readAgain = world.agenda().now() + READS;
                User.read(world);
            }
        }
        return lacks;
    }

    /** From now on the world is like that. */
    void become(Weather weather) {
        world.interruptions().become(weather.apiErrors(), weather.crashes());
        world.api().become(weather.failures(), weather.gaps());
        world.operator().become(weather.lag(), weather.hanging());
        if (weather.isLate()) {
            world.trace().count(Fault.LATE_EVENTS);
        }
    }

    /** Good weather, in which all must become as it should be, and stay so. */
    void end() {
        become(Weather.GOOD);
        world.hosts().down().forEach(world.kubelets()::bringBack);
        settle();
        quiet();
    }

    /** All becomes as it should be. */
    void settle() {
        List<String> lacks = until(LONGEST);
        if (!lacks.isEmpty()) {
            throw new Violation("Convergence", "after an hour of good weather: " + lacks);
        }
    }

    /** Where all is as it should be, nothing is written. */
    private void quiet() {
        pass(QUIET / 4);
        int before = world.kubernetes().writes() + world.operator().statusWrites();
        pass(QUIET);
        int after = world.kubernetes().writes() + world.operator().statusWrites();
        if (after != before) {
            throw new Violation("SettledWritesNothing", (after - before) + " writes in a settled cluster");
        }
    }
}
