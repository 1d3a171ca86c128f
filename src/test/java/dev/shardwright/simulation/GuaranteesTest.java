package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.cluster.Pass;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.Index;
import dev.shardwright.simulation.elasticsearch.Volume;
import dev.shardwright.simulation.elasticsearch.Volumes;
import dev.shardwright.simulation.guarantee.ForeignThingsSurvive;
import dev.shardwright.simulation.operator.PassMaker;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each guarantee notices when an operator does what it must not. */
class GuaranteesTest {
    private static final String SPEC = """
            version: 8.19.4
            nodePools:
            - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
            - {name: data, replicas: 3, roles: [data], storage: {size: 1Gi}}
            """;

    private World world = settled(SPEC, false, PassMaker.REAL);

    @Test
    void aMemberThatIsAsItShouldBeIsNotRestarted() {
        assertBroken("RestartHasReason", () -> restart("es-data-0"));
    }

    @Test
    void elasticsearchIsToldOfARestart() {
        world = settled(SPEC, true, PassMaker.REAL);
        change("config: {a.b: 1}");
        assertBroken("RestartAnnounced", () -> restart("es-data-0"));
    }

    @Test
    void mastersAreRestartedLast() {
        change("config: {a.b: 1}");
        pass(60_000);
        assertBroken("MastersLast", () -> restart("es-master-0"));
    }

    @Test
    void nothingIsWrittenWhileTheClusterIsPaused() {
        change("config: {a.b: 1}");
        world.edit(Serialization.unmarshal(SPEC + "paused: true", ElasticClusterSpec.class));
        pass(10_000);
        assertBroken("PauseHeld", () -> restart("es-data-0"));
    }

    @Test
    void twoMastersAreNotAskedAtOnceNotToVote() {
        world.operator().stop();
        world.api().ask(List.of("es-data-1"));
        world.api().excludeFromVoting("es-master-0");
        world.guarantees().check();
        world.api().excludeFromVoting("es-master-1");
        assertBroken("VotesGoOneByOne", () -> world.guarantees().check());
    }

    @Test
    void aNodeThatIsWantedDoesNotBeginToLeave() {
        world.operator().stop();
        pass(60_000);
        world.api().ask(List.of("es-data-1"));
        assertBroken("ReplacedBeforeLeaving", () -> {
            world.api().drain(Set.of("es-data-0", "es-data-1"));
            world.guarantees().check();
        });
    }

    @Test
    void noMemberIsRestartedWhileAShardIsMissing() {
        index("twice", 1);
        change("config: {a.b: 1}");
        pass(60_000);
        List<String> holders = holders("twice");
        String spare = Stream.of("es-data-0", "es-data-1", "es-data-2")
                .filter(n -> !holders.contains(n))
                .findFirst()
                .orElseThrow();
        world.elasticsearch()
                .vanish(world.elasticsearch().process(holders.getFirst()).orElseThrow());
        pass(60_000);
        assertBroken("HealthyBeforeRestart", () -> restart(spare));
    }

    @Test
    void aTierIsNotLeftWithoutANode() {
        change("config: {a.b: 1}");
        pass(60_000);
        for (String other : List.of("es-data-1", "es-data-2")) {
            world.elasticsearch().vanish(world.elasticsearch().process(other).orElseThrow());
        }
        pass(60_000);
        assertBroken("TierStays", () -> restart("es-data-0"));
    }

    @Test
    void aMajorityOfVotersStaysUp() {
        changeTo(SPEC.replace("roles: [master],", "roles: [master], config: {a.b: 1},"));
        restart("es-master-0");
        assertBroken("QuorumKept", () -> restart("es-master-1"));
    }

    @Test
    void twoHoldersOfAShardAreNotDownAtOnce() {
        index("twice", 1);
        change("config: {a.b: 1}");
        List<String> holders = holders("twice");
        restart(holders.getFirst());
        assertBroken("CopiesKept", () -> restart(holders.getLast()));
    }

    @Test
    void theOnlyCopyStaysUp() {
        index("once", 0);
        change("config: {a.b: 1}");
        assertBroken("CopiesKept", () -> restart(holders("once").getFirst()));
    }

    @Test
    void theBudgetHolds() {
        change("config: {a.b: 1}");
        restart("es-data-0");
        assertBroken("BudgetHeld", () -> restart("es-master-0"));
    }

    @Test
    void mastersAreUpgradedLast() {
        world.operator().stop();
        world.resource().edit(Serialization.unmarshal(SPEC.replace("8.19.4", "8.19.21"), ElasticClusterSpec.class));
        world.store().update(world.store().get(StatefulSet.class, "es-master").orElseThrow(), set -> set.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .setImage("elasticsearch:8.19.21"));
        assertBroken("MastersLast", () -> restart("es-master-0"));
    }

    @Test
    void aNodeThatHoldsAShardIsNotRemoved() {
        index("everywhere", 2);
        assertBroken("DrainedBeforeRemoval", () -> scale("es-data", 2));
    }

    @Test
    void aMasterThatVotesIsNotRemoved() {
        assertBroken("ExcludedBeforeRemoval", () -> scale("es-master", 2));
    }

    @Test
    void aNodeThatIsDrainedIsNotRestarted() {
        change("config: {a.b: 1}");
        world.api().ask(List.of("es-data-1"));
        world.api().drain(Set.of("es-data-0"));
        assertBroken("OneIntent", () -> restart("es-data-0"));
    }

    @Test
    void claimsAreNotDeleted() {
        PersistentVolumeClaim claim =
                world.store().get(PersistentVolumeClaim.class, "data-es-data-0").orElseThrow();
        assertBroken("NothingLost", () -> world.kubernetes().delete(claim));
    }

    @Test
    void aDocumentThatIsOnNoVolumeIsMissed() {
        index("once", 0);
        pass(5_000);
        assertThat(world.writer().lost()).isEmpty();
        String holder = holders("once").getFirst();
        world.volumes()
                .lose(world.store()
                        .get(PersistentVolumeClaim.class, "data-" + holder)
                        .orElseThrow());
        assertThat(world.writer().lost()).isPresent();
        change("config: {a.b: 1}", "NothingLost");
    }

    @Test
    void aSecondClusterIsNoticed() {
        List.copyOf(world.elasticsearch().members()).forEach(world.elasticsearch()::stop);
        pass(5_000);
        Volume empty = new Volumes()
                .of(world.store()
                        .get(PersistentVolumeClaim.class, "data-es-master-0")
                        .orElseThrow());
        world.elasticsearch()
                .start(new EsNode(
                        "es-master-0",
                        empty.startedBy("8.19.4"),
                        "another",
                        "8.19.4",
                        List.of("master"),
                        empty,
                        false,
                        List.of("es-master-0"),
                        Optional.empty()));
        assertBroken("OneBootstrap", () -> pass(5_000));
    }

    @Test
    void anAdministratorsFilterStays() {
        Map<String, String> settings =
                world.elasticsearch().routing().allocation().settings();
        settings.put("exclude._name", ForeignThingsSurvive.STRANGER);
        pass(5_000);
        settings.remove("exclude._name");
        assertBroken("ForeignThingsSurvive", () -> pass(5_000));
    }

    @Test
    void nodesOfTwoZonesAreNotDownAtOnce() {
        String more = "placement: {zoneKey: topology.kubernetes.io/zone}\nupdate: {maxUnavailable: 2}\n";
        world = settled(SPEC + more, false, PassMaker.REAL);
        change(more + "config: {a.b: 1}");
        restart("es-data-0");
        String elsewhere = Stream.of("es-data-1", "es-data-2")
                .filter(n -> !zone(n).equals(zone("es-data-0")))
                .findFirst()
                .orElseThrow();
        assertBroken("OneZoneDown", () -> restart(elsewhere));
    }

    @Test
    void aNodeThatNothingHoldsBackIsDealtWith() {
        world = settled(SPEC, false, PassMaker.without(Set.of(NodeRule.Paused)));
        world.edit(Serialization.unmarshal(
                SPEC.replace("data, replicas: 3", "data, replicas: 4") + "paused: true", ElasticClusterSpec.class));
        assertBroken("PlanSaysWhy", () -> pass(60_000));
    }

    @Test
    void aPassDoesNotEndInAnError() {
        world = world(
                SPEC,
                false,
                (observer, keeper, actor) -> new Pass(observer, keeper, actor, (cluster, seen, known, now) -> {
                    throw new IllegalStateException("simulated");
                }));
        world.operator().start();
        assertBroken("PassEnds", () -> pass(10_000));
    }

    private static World world(String spec, boolean knowsShutdowns, PassMaker maker) {
        return new World(
                new Chance(1), Serialization.unmarshal(spec, ElasticClusterSpec.class), knowsShutdowns, maker, false);
    }

    private static World settled(String spec, boolean knowsShutdowns, PassMaker maker) {
        World world = world(spec, knowsShutdowns, maker);
        world.operator().start();
        for (int i = 0; i < 600 && !Convergence.lacks(world).isEmpty(); i++) {
            pass(world, 1_000);
        }
        assertThat(Convergence.lacks(world)).isEmpty();
        return world;
    }

    private void index(String name, int replicas) {
        index(name, 1, replicas);
    }

    private void index(String name, int primaries, int replicas) {
        world.elasticsearch().routing().create(new Index(name, primaries, replicas, false, 8_190_499, 1_000, Map.of()));
        for (int i = 0; i < 120 && world.elasticsearch().routing().lacking().isPresent(); i++) {
            pass(1_000);
        }
        assertThat(world.elasticsearch().routing().lacking()).isEmpty();
    }

    private String zone(String node) {
        return world.store()
                .get(Pod.class, node)
                .map(p -> world.hosts().zones().get(p.getSpec().getNodeName()))
                .orElseThrow();
    }

    private List<String> holders(String index) {
        return world.elasticsearch().routing().shards().stream()
                .filter(s -> s.index().name().equals(index))
                .flatMap(s -> s.active().flatMap(c -> c.node().stream()))
                .map(EsNode::name)
                .toList();
    }

    /** The user changes one line; the operator writes the new StatefulSets and does nothing else yet. */
    private void change(String line) {
        changeTo(SPEC + line);
    }

    private void changeTo(String spec) {
        world.resource().edit(Serialization.unmarshal(spec, ElasticClusterSpec.class));
        world.operator().specChanged();
        long generation = generation();
        for (int i = 0; i < 100 && generation() == generation; i++) {
            pass(10);
        }
        world.operator().stop();
    }

    private void change(String line, String broken) {
        assertBroken(broken, () -> change(line));
    }

    private long generation() {
        return world.store()
                .get(StatefulSet.class, "es-master")
                .orElseThrow()
                .getMetadata()
                .getGeneration();
    }

    private void restart(String node) {
        world.kubernetes().delete(world.store().get(Pod.class, node).orElseThrow());
    }

    private void scale(String name, int replicas) {
        StatefulSet set = world.store().get(StatefulSet.class, name).orElseThrow();
        world.kubernetes()
                .apply(new StatefulSetBuilder(set)
                        .editSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build());
    }

    private void pass(long time) {
        pass(world, time);
    }

    private static void pass(World world, long time) {
        long end = world.agenda().now() + time;
        while (world.agenda().next(end)) {
            world.guarantees().check();
        }
    }

    private static void assertBroken(String guarantee, ThrowingCallable doing) {
        assertThatThrownBy(doing).isInstanceOf(Violation.class).hasMessageStartingWith(guarantee + ":");
    }
}
