package dev.shardwright.simulation;

import dev.shardwright.simulation.elasticsearch.Index;
import dev.shardwright.simulation.guarantee.ForeignThingsSurvive;
import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Story;
import dev.shardwright.simulation.story.User;
import dev.shardwright.simulation.story.Weather;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One story, told to its end: everything that happens follows from the seed. */
public final class Simulation {
    private static final long PATIENCE = 600_000;
    private static final long LONGEST = 3_600_000;
    private static final long QUIET = 120_000;
    private static final int ARRIVALS = 30_000;
    private static final int ACCIDENTS = 60_000;
    private static final int STEP = 1_000;
    /** How often a user looks at the status. */
    private static final int READS = 60_000;

    private final World world;
    private final Chance chance;
    private final Story story;

    private Simulation(long seed, Story story, PassMaker maker, boolean traced) {
        this.chance = new Chance(seed ^ 0x5eed);
        this.story = story;
        this.world = new World(chance.apart(), story.first(), chance.percent(60), maker, traced);
    }

    /**
     * How a story ended.
     *
     * @param failure what went wrong; empty when nothing did
     * @param trace   what happened, if it was to be kept
     */
    public record Ending(Optional<Throwable> failure, List<String> trace, World world) {}

    /** Tells the long story of a seed. */
    public static Ending run(long seed) {
        return run(seed, Story.any(new Chance(seed)), PassMaker.REAL, false);
    }

    /** Tells a story with the luck of a seed. */
    public static Ending run(long seed, Story story, PassMaker maker, boolean traced) {
        Simulation simulation = new Simulation(seed, story, maker, traced);
        try {
            simulation.tell();
            return new Ending(Optional.empty(), simulation.world.trace().lines(), simulation.world);
        } catch (RuntimeException e) {
            return new Ending(Optional.of(e), simulation.world.trace().lines(), simulation.world);
        }
    }

    private void tell() {
        world.trace().say("user", "applies ", story.first().nodePools());
        world.operator().start();
        world.agenda().after(chance.between(0, ARRIVALS), this::indices);
        for (Story.Chapter chapter : story.chapters()) {
            if (chapter.patient()) {
                until(PATIENCE);
            }
            pass(chapter.pause());
            become(chapter.weather());
            world.trace().say("user", chapter.what(), ", weather ", chapter.weather());
            world.trace().count(chapter.edit());
            world.edit(chapter.spec());
        }
        // Until everything that was to befall the world has befallen it.
        pass(story.isCalm() ? ARRIVALS : ACCIDENTS);
        become(Weather.GOOD);
        world.hosts().zones().keySet().stream()
                .filter(h -> !world.hosts().isUp(h))
                .forEach(world.kubelets()::bringBack);
        List<String> lacks = until(LONGEST);
        if (!lacks.isEmpty()) {
            throw new Violation("Convergence", "after an hour of good weather: " + lacks);
        }
        quiet();
    }

    /** A user's indices, and an administrator's settings. */
    private void indices() {
        int count = chance.between(1, 3);
        // What the operator read a moment ago cannot know of them.
        world.disturb(User.NEWS);
        for (int i = 0; i < count; i++) {
            world.elasticsearch()
                    .routing()
                    .create(new Index(
                            "index-" + i,
                            chance.between(1, 2),
                            chance.between(0, 2),
                            chance.percent(20),
                            7_172_999,
                            chance.between(1, 60) * 1_000_000L,
                            Map.of()));
        }
        if (chance.percent(30)) {
            world.elasticsearch().routing().allocation().settings().put("exclude._name", ForeignThingsSurvive.STRANGER);
        }
        if (chance.percent(30)) {
            world.elasticsearch().votes().excludeStranger(ForeignThingsSurvive.STRANGER);
        }
    }

    private void become(Weather weather) {
        world.interruptions().become(weather.apiErrors(), weather.crashes());
        world.api().become(weather.failures(), weather.gaps());
        world.operator().become(weather.lag(), weather.hanging());
        if (weather.isLate()) {
            world.trace().count(Fault.LATE_EVENTS);
        }
        for (int i = 0; i < weather.lostHosts(); i++) {
            world.agenda().after(chance.between(0, ACCIDENTS), this::loseHost);
        }
        for (int i = 0; i < weather.deletedPods(); i++) {
            world.agenda().after(chance.between(0, ACCIDENTS), this::deletePod);
        }
    }

    private void loseHost() {
        String host = chance.pick(List.copyOf(world.hosts().zones().keySet()));
        if (world.hosts().isUp(host)) {
            world.disturb(60_000);
            world.trace().count(Fault.LOST_HOST);
            world.kubelets().lose(host);
            world.agenda().after(chance.between(20_000, 400_000), () -> {
                if (!world.hosts().isUp(host)) {
                    world.disturb(20_000);
                    world.kubelets().bringBack(host);
                }
            });
        }
    }

    private void deletePod() {
        List<Pod> pods = new ArrayList<>(world.store().list(Pod.class));
        if (!pods.isEmpty()) {
            Pod pod = chance.pick(pods);
            world.disturb(20_000);
            world.trace().count(Fault.DELETED_POD);
            world.trace().say("somebody", "deletes pod ", pod.getMetadata().getName());
            world.deletions().delete(pod, false);
        }
    }

    private void pass(long time) {
        long end = world.agenda().now() + time;
        while (world.agenda().next(end)) {
            world.guarantees().check();
        }
    }

    /** Lets time pass until all is as it should be. Returns what is not when time is up. */
    private List<String> until(long limit) {
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
