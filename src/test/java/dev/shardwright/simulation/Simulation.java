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
    private static final long PATIENCE = 360_000;
    private static final int ARRIVALS = 30_000;
    private static final int ACCIDENTS = 60_000;

    private final World world;
    private final Stage stage;
    private final Accidents accidents;
    private final Chance chance;
    private final Story story;

    private Simulation(long seed, Story story, PassMaker maker, boolean traced) {
        this.chance = new Chance(seed ^ 0x5eed);
        this.story = story;
        this.world = new World(chance.apart(), story.first(), chance.percent(60), maker, traced);
        this.stage = new Stage(world);
        this.accidents = new Accidents(world);
    }

    /**
     * How a story ended.
     *
     * @param failure what went wrong; empty when nothing did
     * @param trace   what happened, if it was to be kept
     */
    public record Ending(Optional<Throwable> failure, List<String> trace, World world) {
        /** Of a story that is told now. */
        static Ending of(World world, Runnable story) {
            Optional<Throwable> failure = Optional.empty();
            try {
                story.run();
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            }
            return new Ending(failure, world.trace().lines(), world);
        }
    }

    /** Tells a story with the luck of a seed. */
    public static Ending run(long seed, Story story, PassMaker maker, boolean traced) {
        Simulation simulation = new Simulation(seed, story, maker, traced);
        return Ending.of(simulation.world, simulation::tell);
    }

    private void tell() {
        world.trace().say("user", "applies ", story.first().nodePools());
        world.operator().start();
        world.agenda().after(chance.between(0, ARRIVALS), this::indices);
        for (Story.Chapter chapter : story.chapters()) {
            if (chapter.patient()) {
                stage.until(PATIENCE);
            }
            stage.pass(chapter.pause());
            become(chapter.weather());
            world.trace().say("user", chapter.what(), ", weather ", chapter.weather());
            world.trace().count(chapter.edit());
            world.edit(chapter.spec());
        }
        // Until everything that was to befall the world has befallen it.
        stage.pass(story.isCalm() ? ARRIVALS : ACCIDENTS);
        stage.end();
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
        stage.become(weather);
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
            accidents.loseHost(host);
            world.agenda().after(chance.between(20_000, 400_000), () -> {
                if (!world.hosts().isUp(host)) {
                    accidents.bringBack(host);
                }
            });
        }
    }

    private void deletePod() {
        List<Pod> pods = new ArrayList<>(world.store().list(Pod.class));
        if (!pods.isEmpty()) {
            accidents.deletePod(chance.pick(pods));
        }
    }
}
