package dev.shardwright.cluster.plan;

import static dev.shardwright.cluster.Fixtures.NODES;
import static dev.shardwright.cluster.Fixtures.NOW;
import static dev.shardwright.cluster.Fixtures.UUID;
import static dev.shardwright.cluster.Fixtures.and;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.elasticsearch.ClusterHealth.Status;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One intent for each node, and what may not happen yet. */
class NodePlannerTest {
    private static final String FEWER = """
            version: 8.19.21
            nodePools:
            - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
            - {name: data, replicas: 1, roles: [data, ingest], storage: {size: 1Gi}}
            """;

    private final ElasticCluster cluster = Fixtures.formed(Fixtures.cluster());

    @Test
    void newClusterCreatesEveryNode() {
        ElasticCluster fresh = Fixtures.cluster();
        Plan plan = plan(fresh, new World(fresh));
        assertThat(plan.nodes()).extracting(NodePlan::node).isEqualTo(NODES);
        assertThat(plan.nodes()).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Create);
            assertThat(n.state()).isEqualTo(State.Absent);
            assertThat(n.blockedBy()).isEmpty();
        });
    }

    @Test
    void settledClusterKeepsEveryNodeAndDoesNothing() {
        Plan plan = plan(cluster, World.settled(cluster));
        assertThat(plan.nodes()).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Keep);
            assertThat(n.state()).isEqualTo(State.Member);
            assertThat(n.message()).isEmpty();
        });
        assertThat(plan.effects()).isEmpty();
        assertThat(plan.isSettled()).isTrue();
        assertThat(plan.evictionsAllowed()).contains(true);
    }

    /** es-operator, #1447: nothing leaves before it is known to be empty, and of these facts nothing is. */
    @Test
    void scaleDownKeepsNodesWhoseShardsAreNotKnown() {
        ElasticCluster fewer = Fixtures.formed(Fixtures.cluster(FEWER));
        World world = fiveNodes(fewer);
        Plan plan = plan(fewer, world);
        assertThat(plan.pools()).extracting(PoolTarget::replicas).containsExactly(3, 2);
        assertThat(node(plan, "es-data-1").intent()).isEqualTo(Intent.Remove);
        assertThat(node(plan, "es-data-1").blockedBy()).contains(NodeRule.ElasticsearchKnown);
        assertThat(node(plan, "es-data-1").message()).contains("being asked where its shards and votes are");
        assertThat(plan.effects()).noneMatch(Effect.ReplacePod.class::isInstance);
        assertThat(plan.elasticsearchSteps()).isEmpty();
    }

    @Test
    void poolThatTheSpecDroppedStaysNodeByNode() {
        ElasticCluster without = Fixtures.formed(Fixtures.cluster("""
                version: 8.19.21
                nodePools:
                - {name: master, replicas: 3, roles: [master, data], storage: {size: 1Gi}}
                """));
        Plan plan = plan(without, fiveNodes(without));
        assertThat(plan.nodes()).extracting(NodePlan::node).containsExactlyElementsOf(NODES);
        assertThat(node(plan, "es-data-0").intent()).isEqualTo(Intent.Remove);
        assertThat(node(plan, "es-data-1").blockedBy()).contains(NodeRule.ElasticsearchKnown);
    }

    /** Somebody takes our label off a StatefulSet, or changes it: it is still known, and above all not made smaller. */
    @Test
    void labelOfAStatefulSetThatSomebodyChangedLosesNoNode() {
        for (Map<String, String> labels : List.of(Labels.of("es"), Map.of(Labels.POOL, "other"))) {
            World world = new World(cluster)
                    .statefulSet(pool(cluster, "data"), 7, s -> s.getMetadata().setLabels(labels));
            for (int i = 0; i < 7; i++) {
                world.claim("data", i, Optional.of(UUID));
            }
            world.claim("master", 0, Optional.of(UUID));
            Plan plan = plan(cluster, world);
            assertThat(plan.pools())
                    .filteredOn(p -> p.name().equals("data"))
                    .extracting(PoolTarget::replicas)
                    .containsExactly(7);
            assertThat(node(plan, "es-data-6").intent()).isEqualTo(Intent.Remove);
            assertThat(plan.nodes()).extracting(NodePlan::node).doesNotHaveDuplicates();
            assertThat(plan.effects()).isEmpty();
        }
    }

    /** ECK #9732, #8705: a node to be removed was restarted, and the restart replaced the removal. */
    @Test
    void nodeToBeRemovedIsNeverRestarted() {
        ElasticCluster fewer = Fixtures.formed(Fixtures.cluster(FEWER));
        World world = new World(fewer)
                .statefulSet(pool(fewer, "master"), 3)
                .statefulSet(pool(fewer, "data"), 2)
                .pod(Pods.of(fewer, "data", 1, "outdated").ready().build())
                .facts(Fixtures.green(List.of("es-master-0", "es-data-1")));
        Plan plan = plan(fewer, world);
        assertThat(node(plan, "es-data-1").intent()).isEqualTo(Intent.Remove);
        assertThat(node(plan, "es-data-1").blockedBy()).isPresent();
        assertThat(plan.effects()).noneMatch(Effect.ReplacePod.class::isInstance);
    }

    /** What is on its volume can be moved away only when it runs once more. */
    @Test
    void podInWhichNothingRunsIsMadeAnewThoughItsNodeIsToBeRemoved() {
        ElasticCluster fewer = Fixtures.formed(Fixtures.cluster(FEWER));
        for (String revision : List.of("outdated", "")) {
            Pods pod = revision.isEmpty() ? Pods.of(fewer, "data", 1) : Pods.of(fewer, "data", 1, revision);
            World world = new World(fewer)
                    .statefulSet(pool(fewer, "master"), 3)
                    .statefulSet(pool(fewer, "data"), 2)
                    .pod(pod.waiting("CrashLoopBackOff", "back-off", 5, "died").build())
                    .facts(Fixtures.green(List.of("es-master-0")));
            Plan plan = plan(fewer, world);
            assertThat(node(plan, "es-data-1").intent()).isEqualTo(Intent.Remove);
            assertThat(plan.effects().stream().anyMatch(Effect.ReplacePod.class::isInstance))
                    .as("a pod of revision %s", revision)
                    .isEqualTo(!revision.isEmpty());
        }
    }

    /** #738: one changed setting restarted all data nodes at once. */
    @Test
    void changedSpecRestartsNoRunningNode() {
        World world = new World(cluster).statefulSets();
        for (String node : NODES) {
            world.pod(outdated(node).ready().build());
        }
        Plan plan = plan(cluster, world.facts(Fixtures.green(NODES)));
        assertThat(plan.nodes()).allSatisfy(n -> {
            assertThat(n.intent()).isEqualTo(Intent.Restart);
            assertThat(n.blockedBy()).contains(NodeRule.ElasticsearchKnown);
        });
        assertThat(plan.effects()).noneMatch(Effect.ReplacePod.class::isInstance);
    }

    @Test
    void brokenPodThatNeverRanIsReplacedWithoutWaitingForHealth() {
        for (Pod broken : List.of(
                outdated("es-data-0")
                        .waiting("ImagePullBackOff", "no such image", 0, null)
                        .build(),
                outdated("es-data-0").unschedulable("0/3 nodes are available").build(),
                outdated("es-data-0").withoutStatus(),
                outdated("es-data-0")
                        .failed("Evicted", "the node was low on memory")
                        .build(),
                outdated("es-data-0")
                        .initWaiting("prepare", "CrashLoopBackOff", "back-off", 3, "vm.max_map_count is 65530")
                        .build())) {
            NodePlan node = node(
                    plan(
                            cluster,
                            World.settledWithout(cluster, "es-data-0")
                                    .pod(broken)
                                    .facts(ElasticsearchFacts.NONE)),
                    "es-data-0");
            assertThat(node.intent()).as("%s", broken.getStatus()).isEqualTo(Intent.Restart);
            assertThat(node.blockedBy()).as("%s", broken.getStatus()).isEmpty();
        }
    }

    private static final List<String> OTHERS =
            NODES.stream().filter(n -> !n.equals("es-data-0")).toList();

    static Stream<Arguments> membershipUnknown() {
        return Stream.concat(
                Stream.of(dev.shardwright.elasticsearch.Problem.values())
                        .map(Fixtures::trouble)
                        .map(Arguments::of),
                Stream.of(
                        Arguments.of(ElasticsearchFacts.NONE),
                        Arguments.of(Fixtures.facts(
                                Fixtures.known(NOW.minusSeconds(91), "es", UUID, true, OTHERS, Status.GREEN)))));
    }

    /** No process runs in it: what is known of the cluster, or is not, changes nothing about that. */
    @ParameterizedTest
    @MethodSource("membershipUnknown")
    void podThatWaitsToCrashAgainIsReplacedWhateverIsKnown(ElasticsearchFacts facts) {
        for (ElasticsearchFacts known : List.of(facts, Fixtures.green(NODES), Fixtures.green(OTHERS))) {
            NodePlan node = dataNode(
                    outdated("es-data-0").waiting("CrashLoopBackOff", "back-off", 7, "unknown setting [x]"), known);
            assertThat(node.intent()).isEqualTo(Intent.Restart);
            assertThat(node.blockedBy()).isEmpty();
        }
    }

    @Test
    void podThatHasJustEndedIsReplacedOnlyWhenElasticsearchDoesNotListTheNode() {
        assertThat(dataNode(outdated("es-data-0").ended(1, "Error", "x"), Fixtures.green(OTHERS))
                        .blockedBy())
                .as("not a member")
                .isEmpty();
        assertThat(dataNode(outdated("es-data-0").ended(1, "Error", "x"), Fixtures.green(NODES))
                        .blockedBy())
                .as("a member")
                .contains(NodeRule.ElasticsearchKnown);
    }

    @ParameterizedTest
    @MethodSource("membershipUnknown")
    void podThatHasJustEndedIsNeverReplacedOnUnknownMembership(ElasticsearchFacts facts) {
        assertThat(dataNode(outdated("es-data-0").ended(1, "Error", "x"), facts).blockedBy())
                .contains(NodeRule.ElasticsearchKnown);
    }

    /** A mistake in its settings keeps it out for ever, and the corrected ones come only with a new pod. */
    @Test
    void runningPodThatDoesNotJoinForTwoMinutesIsReplaced() {
        assertThat(dataNode(outdated("es-data-0").runningSince("2026-05-01T11:57:59Z"), heard(20, OTHERS))
                        .blockedBy())
                .isEmpty();
    }

    static Stream<Arguments> notKnownToBeOutside() {
        String longAgo = "2026-05-01T11:00:00Z";
        return Stream.concat(
                membershipUnknown().map(facts -> Arguments.of("unknown", longAgo, facts.get()[0])),
                Stream.of(
                        Arguments.of("started exactly two minutes ago", "2026-05-01T11:58:00Z", heard(1, OTHERS)),
                        Arguments.of("Elasticsearch lists it", longAgo, heard(1, NODES)),
                        Arguments.of("said 21 seconds ago", longAgo, heard(21, OTHERS)),
                        Arguments.of("no elected master", longAgo, heard(1, List.of()))));
    }

    /** #1455: a readiness blip made it wipe a live cluster. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("notKnownToBeOutside")
    void runningPodThatIsNotReadyIsNotReplaced(String name, String since, ElasticsearchFacts facts) {
        NodePlan node = dataNode(outdated("es-data-0").runningSince(since), facts);
        assertThat(node.intent()).isEqualTo(Intent.Restart);
        assertThat(node.blockedBy()).contains(NodeRule.ElasticsearchKnown);
    }

    private static ElasticsearchFacts heard(long secondsAgo, List<String> nodes) {
        return Fixtures.facts(Fixtures.known(NOW.minusSeconds(secondsAgo), "es", UUID, true, nodes, Status.GREEN));
    }

    private NodePlan dataNode(Pods pod, ElasticsearchFacts facts) {
        World world =
                World.settledWithout(cluster, "es-data-0").pod(pod.build()).facts(facts);
        return node(plan(cluster, world), "es-data-0");
    }

    /** Facts of a moment before a pod was made anew speak of its predecessor. */
    @Test
    void nodeIsAMemberOnlyIfItSaysThatItRunsInThisPod() {
        Scene scene = Scene.running("master 3 master", "data 2 data");
        assertThat(scene.node("es-data-1").state()).as("it does not say").isEqualTo(State.Member);
        scene.says(a -> a.inPod("es-data-1", "uid-es-data-1"));
        assertThat(scene.node("es-data-1").state()).isEqualTo(State.Member);
        assertThat(scene.plan().isSettled()).isTrue();
        scene.says(a -> a.inPod("es-data-1", "uid-of-the-pod-before"));
        assertThat(scene.node("es-data-1").state()).isEqualTo(State.Joining);
        assertThat(scene.node("es-data-1").view().member()).isEmpty();
        assertThat(scene.plan().isSettled()).isFalse();
    }

    @Test
    void nodeWithoutAPodIsWhatElasticsearchSaysOfIt() {
        Scene scene = Scene.running("master 3 master", "data 2 data")
                .podless("es-data-1")
                .says(a -> a.inPod("es-data-1", "uid-of-the-pod-before"));
        assertThat(scene.node("es-data-1").view().member()).isPresent();
        assertThat(scene.node("es-data-1").state()).isEqualTo(State.Absent);
    }

    @Test
    void readyPodThatElasticsearchDoesNotListIsNoMember() {
        Plan plan = plan(cluster, World.settled(cluster).facts(Fixtures.green(NODES.subList(0, 4))));
        assertThat(node(plan, "es-data-1").state()).isEqualTo(State.Joining);
        assertThat(node(plan, "es-data-1").message()).contains("does not list");
        assertThat(plan.isSettled()).isFalse();
    }

    /** #780: the status gave no hint when a StatefulSet could never start. */
    @Test
    void refusalToMakePodsStandsInThePlan() {
        World world = World.settledWithout(cluster, "es-data-0")
                .creationFailure("es-data", NOW.minusSeconds(60), "forbidden: exceeded quota");
        NodePlan node = node(plan(cluster, world), "es-data-0");
        assertThat(node.intent()).isEqualTo(Intent.Create);
        assertThat(node.state()).isEqualTo(State.Failing);
        assertThat(node.message()).contains("exceeded quota");
    }

    @Test
    void pauseAndProblemsHoldBackWhatWouldBeDone() {
        ElasticCluster paused = Fixtures.formed(Fixtures.clusterWith("paused: true"));
        Plan whilePaused = plan(paused, brokenDataNode(paused));
        assertThat(node(whilePaused, "es-data-0").blockedBy()).contains(NodeRule.Paused);
        assertThat(whilePaused.effects()).isEmpty();
        assertThat(whilePaused.mayAct()).isFalse();

        ElasticCluster wrong = Fixtures.formed(Fixtures.clusterWith("config: {cluster.name: other}"));
        Plan whileStalled = plan(wrong, brokenDataNode(wrong));
        assertThat(node(whileStalled, "es-data-0").blockedBy()).contains(NodeRule.Stalled);
        assertThat(whileStalled.effects()).isEmpty();
        assertThat(whileStalled.mayAct()).isFalse();
    }

    private static World brokenDataNode(ElasticCluster of) {
        return World.settledWithout(of, "es-data-0")
                .pod(Pods.of(of, "data", 0, "outdated").unschedulable("no").build());
    }

    @Test
    void evictionsOnlyFromAClusterKnownToBeWhole() {
        assertThat(evictions(Fixtures.green(NODES))).contains(true);
        assertThat(evictions(Fixtures.green(NODES.subList(0, 4)))).contains(false);
        assertThat(evictions(Fixtures.facts(Fixtures.known(UUID, NODES, Status.YELLOW))))
                .contains(false);
        assertThat(evictions(Fixtures.facts(Fixtures.known(UUID, NODES, Status.RED))))
                .contains(false);
        assertThat(evictions(ElasticsearchFacts.NONE))
                .as("not asked yet: as it was")
                .isEmpty();
        for (var problem : dev.shardwright.elasticsearch.Problem.values()) {
            assertThat(evictions(Fixtures.trouble(problem))).as("%s", problem).contains(false);
        }
    }

    private Optional<Boolean> evictions(ElasticsearchFacts facts) {
        return plan(cluster, World.settled(cluster).facts(facts)).evictionsAllowed();
    }

    /** Whatever the spec and the world look like: each node once. */
    @Test
    void exactlyOneIntentForEachNode() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            ElasticCluster some =
                    Fixtures.formed(Fixtures.cluster("""
                    version: 8.19.21
                    nodePools:
                    - {name: master, replicas: %d, roles: [master], storage: {size: 1Gi}}
                    - {name: data, replicas: %d, roles: [data], storage: {size: 1Gi}}
                    """.formatted(1 + random.nextInt(4), 1 + random.nextInt(4))));
            World world = new World(some);
            List<String> there = new ArrayList<>();
            for (String pool : List.of("master", "data", "gone")) {
                int size = random.nextInt(5);
                world.statefulSet(pool(some, pool), size);
                for (int i = 0; i < size; i++) {
                    there.add(Names.node("es", pool, i));
                    if (random.nextBoolean()) {
                        world.pod(randomPod(random, some, pool, i));
                    }
                }
            }
            Plan plan = plan(some, world.facts(Fixtures.green(and(NODES, "es-gone-0"))));
            assertThat(plan.nodes())
                    .extracting(NodePlan::node)
                    .doesNotHaveDuplicates()
                    .containsAll(there);
            assertThat(plan.nodes())
                    .filteredOn(
                            n -> n.intent() == Intent.Remove && n.blockedBy().isEmpty())
                    .as("only what never was a part of the cluster goes without Elasticsearch's word")
                    .allMatch(n -> n.view().idle() && n.view().member().isEmpty());
            plan.effects().stream()
                    .filter(Effect.ReplacePod.class::isInstance)
                    .map(e -> ((Effect.ReplacePod) e).pod())
                    .filter(pod -> !Replaceable.runsNothing(pod, Fixtures.NOW))
                    .map(pod -> pod.getMetadata().getName())
                    .forEach(n -> assertThat(node(plan, n).intent()).isEqualTo(Intent.Restart));
            Set<String> idle = plan.nodes().stream()
                    .filter(n -> n.intent() == Intent.Remove && n.blockedBy().isEmpty())
                    .map(NodePlan::node)
                    .collect(Collectors.toSet());
            plan.pools().forEach(p -> assertThat(p.replicas())
                    .as("never fewer than there are")
                    .isGreaterThanOrEqualTo((int) there.stream()
                            .filter(n -> n.startsWith("es-" + p.name()) && !idle.contains(n))
                            .count()));
        }
    }

    private static Pod randomPod(Random random, ElasticCluster of, String pool, int ordinal) {
        Pods pod = random.nextBoolean() ? Pods.of(of, pool, ordinal) : Pods.of(of, pool, ordinal, "outdated");
        return switch (random.nextInt(5)) {
            case 0 -> pod.ready().build();
            case 1 -> pod.leaving().running().build();
            case 2 -> pod.waiting("CrashLoopBackOff", "x", 3, "y").build();
            case 3 -> pod.unschedulable("x").build();
            default -> pod.running().build();
        };
    }

    /** A world of five ready nodes, whatever the spec asks for. */
    private static World fiveNodes(ElasticCluster of) {
        World world = new World(of).statefulSet(pool(of, "master"), 3).statefulSet(pool(of, "data"), 2);
        for (String node : NODES) {
            world.pod(podOf(of, node).ready().build());
        }
        return world.facts(Fixtures.green(NODES));
    }

    private static Pods podOf(ElasticCluster of, String node) {
        String[] parts = node.split("-", -1);
        return Pods.of(of, parts[1], Integer.parseInt(parts[2]));
    }

    private Pods outdated(String node) {
        String[] parts = node.split("-", -1);
        return Pods.of(cluster, parts[1], Integer.parseInt(parts[2]), "outdated");
    }

    private static dev.shardwright.api.NodePool pool(ElasticCluster of, String name) {
        return of.getSpec().pool(name).orElseGet(() -> World.poolNamed(name));
    }

    private static Plan plan(ElasticCluster of, World world) {
        return Planner.plan(of, world.see(), NOW);
    }

    private static NodePlan node(Plan plan, String name) {
        return plan.nodes().stream()
                .filter(n -> n.node().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
