package dev.shardwright.simulation;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.simulation.elasticsearch.Index;
import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.User;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Has things happen in a world one after the other, each at its moment. */
final class Director {
    private static final long PATIENCE = 600_000;
    private static final int SHARD_BYTES = 1_000;

    private final World world;
    private final Stage stage;
    private final Accidents accidents;

    private Director(World world) {
        this.world = world;
        this.stage = new Stage(world);
        this.accidents = new Accidents(world);
    }

    /** Tells a directed story to its end, with the luck of a seed. */
    static Simulation.Ending tell(DirectedStory story, long luck, PassMaker maker, boolean traced) {
        Chance chance = new Chance(luck);
        World world = new World(chance.apart(), spec(story.first()), chance.percent(60), maker, traced);
        Director director = new Director(world);
        return Simulation.Ending.of(world, () -> {
            world.operator().start();
            story.script().accept(director);
            director.stage.end();
        });
    }

    /** All becomes as it should be. */
    void settle() {
        stage.settle();
    }

    /** So many milliseconds pass. */
    void pass(long time) {
        stage.pass(time);
    }

    /** Time passes until something is so, to the very moment. */
    void await(String what, Predicate<World> condition) {
        long end = world.agenda().now() + PATIENCE;
        while (!condition.test(world)) {
            if (!world.agenda().next(end)) {
                throw new IllegalStateException("never in this story: " + what);
            }
            world.guarantees().check();
        }
    }

    /** The user applies another spec. */
    void apply(String spec) {
        world.trace().say("user", "applies ", spec.replace('\n', ' '));
        world.edit(spec(spec));
    }

    /** The user creates an index. */
    void index(int primaries, int replicas) {
        world.disturb(User.NEWS);
        world.elasticsearch()
                .routing()
                .create(new Index("index", primaries, replicas, false, 8_190_499, SHARD_BYTES, Map.of()));
    }

    /** The operator is away. */
    void stopOperator() {
        world.operator().stop();
    }

    /** And there again. */
    void startOperator() {
        world.operator().start();
    }

    /** The Kubernetes node dies that a pod is on. */
    void loseHostOf(String node) {
        accidents.loseHost(host(world, node).orElseThrow());
    }

    /** All Kubernetes nodes run again. */
    void bringHostsBack() {
        world.hosts().down().forEach(accidents::bringBack);
    }

    /** Somebody deletes a pod. */
    void deletePod(String node) {
        accidents.deletePod(world.store().get(Pod.class, node).orElseThrow());
    }

    /** Which Kubernetes node a pod is on. */
    static Optional<String> host(World world, String node) {
        return world.store().get(Pod.class, node).map(p -> p.getSpec().getNodeName());
    }

    private static ElasticClusterSpec spec(String yaml) {
        return Serialization.unmarshal(yaml, ElasticClusterSpec.class);
    }
}
