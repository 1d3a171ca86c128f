package dev.shardwright.cluster.plan;

import static dev.shardwright.cluster.Fixtures.MASTERS;
import static dev.shardwright.cluster.Fixtures.NODES;
import static dev.shardwright.cluster.Fixtures.NOW;
import static dev.shardwright.cluster.Fixtures.OTHER_UUID;
import static dev.shardwright.cluster.Fixtures.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.elasticsearch.ClusterHealth.Status;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectPlannerTest {
    private final ElasticCluster cluster = Fixtures.cluster();

    @Test
    void labelsTheMastersClaimsFirst() {
        World world = formedJustNow();
        assertThat(labelled(world))
                .containsExactlyInAnyOrder("data-es-master-0", "data-es-master-1", "data-es-master-2");
    }

    @Test
    void labelsTheOthersOnceAMastersClaimIsLabelled() {
        World world = new World(cluster).statefulSets().offer(MASTERS);
        world.claim("master", 0, Optional.of(UUID));
        world.claim("master", 1, Optional.empty());
        world.claim("data", 0, Optional.empty());
        assertThat(labelled(world.facts(Fixtures.green(NODES))))
                .containsExactlyInAnyOrder("data-es-master-1", "data-es-data-0");
    }

    @Test
    void labelsNoClaimOfANodeThatElasticsearchDoesNotList() {
        World world = new World(cluster).statefulSets().offer(MASTERS).claims(Optional.empty());
        assertThat(labelled(world.facts(Fixtures.green(List.of("es-master-1")))))
                .containsExactly("data-es-master-1");
    }

    @ParameterizedTest
    @EnumSource(dev.shardwright.elasticsearch.Problem.class)
    void labelsNothingWithoutProof(dev.shardwright.elasticsearch.Problem problem) {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        World world = new World(known).statefulSets().claims(Optional.empty());
        for (ElasticsearchFacts facts : List.of(
                Fixtures.trouble(problem),
                ElasticsearchFacts.NONE,
                Fixtures.facts(Fixtures.known(NOW.minusSeconds(91), "es", UUID, true, NODES, Status.GREEN)),
                Fixtures.facts(Fixtures.known(NOW, "es", UUID, false, NODES, Status.GREEN)),
                Fixtures.facts(Fixtures.known(NOW, "es", null, true, NODES, Status.GREEN)))) {
            assertThat(effects(known, world.facts(facts))).isEmpty();
        }
    }

    @Test
    void neverChangesALabel() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        World world = World.settled(known).claim("extra", 0, Optional.of(OTHER_UUID));
        assertThat(effects(known, world)).isEmpty();
    }

    @Test
    void theOfferStaysUntilStatusAndMajorityOfClaimsKnow() {
        assertThat(effects(cluster, formedJustNow())).noneMatch(Effect.WithdrawOffer.class::isInstance);

        ElasticCluster recorded = Fixtures.formed(Fixtures.cluster());
        World oneClaim = new World(recorded)
                .statefulSets()
                .offer(MASTERS)
                .claim("master", 0, Optional.of(UUID))
                .claim("master", 1, Optional.empty())
                .claim("master", 2, Optional.empty());
        assertThat(effects(recorded, oneClaim)).noneMatch(Effect.WithdrawOffer.class::isInstance);
        World twoClaims = oneClaim.claim("master", 1, Optional.of(UUID));
        assertThat(effects(recorded, twoClaims)).contains(new Effect.WithdrawOffer());
    }

    @Test
    void theOfferIsNotWithdrawnTwice() {
        ElasticCluster recorded = Fixtures.formed(Fixtures.cluster());
        assertThat(effects(recorded, World.settled(recorded))).isEmpty();
    }

    @Test
    void mastersThatStartedBeforeTheOfferAreMadeAnewWhenTooFewTookIt() {
        World world = new World(cluster).statefulSets().offer(MASTERS);
        world.pod(
                Pods.of(cluster, "master", 0).reports("empty", "none").running().build());
        world.pod(
                Pods.of(cluster, "master", 1).reports("empty", "none").running().build());
        world.pod(Pods.of(cluster, "master", 2)
                .reports("empty", "taken")
                .running()
                .build());
        assertThat(replaced(cluster, world)).containsExactly("es-master-0", "es-master-1");
    }

    @Test
    void mastersThatMissedTheOfferStayWhenAMajorityTookIt() {
        World world = new World(cluster).statefulSets().offer(MASTERS);
        world.pod(
                Pods.of(cluster, "master", 0).reports("empty", "none").running().build());
        world.pod(Pods.of(cluster, "master", 1)
                .reports("empty", "taken")
                .running()
                .build());
        world.pod(Pods.of(cluster, "master", 2)
                .reports("empty", "taken")
                .running()
                .build());
        assertThat(replaced(cluster, world)).isEmpty();
    }

    @Test
    void mastersWithStateAndNodesThatHaveNotToldAreLeftAlone() {
        World world = new World(cluster).statefulSets().offer(MASTERS);
        world.pod(Pods.of(cluster, "master", 0)
                .reports("present", "none")
                .running()
                .build());
        world.pod(Pods.of(cluster, "master", 1).running().build());
        world.pod(Pods.of(cluster, "data", 0).reports("empty", "none").running().build());
        assertThat(replaced(cluster, world)).isEmpty();
    }

    @Test
    void brokenPodIsReplacedOnceItsStatefulSetHasTheNewRevision() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        assertThat(replaced(known, brokenDataNode(known, s -> {}))).containsExactly("es-data-0");
        assertThat(replaced(known, brokenDataNode(known, s -> s.getStatus().setObservedGeneration(3L))))
                .as("not seen by its controller")
                .isEmpty();
        assertThat(replaced(known, brokenDataNode(known, s -> s.setStatus(null))))
                .isEmpty();
        assertThat(replaced(known, brokenDataNode(known, s -> s.getMetadata()
                        .setAnnotations(Map.of(Labels.REVISION, "outdated")))))
                .as("has the pod's own revision")
                .isEmpty();
        assertThat(replaced(
                        known,
                        new World(known)
                                .pod(Pods.of(known, "data", 0, "outdated")
                                        .unschedulable("x")
                                        .build())))
                .as("there is no StatefulSet")
                .isEmpty();
    }

    @Test
    void podThatGoesAlreadyIsNotDeletedAgain() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        World world = new World(known)
                .statefulSets()
                .pod(Pods.of(known, "data", 0, "outdated")
                        .leaving()
                        .unschedulable("x")
                        .build());
        assertThat(replaced(known, world)).isEmpty();
    }

    @Test
    void dropsOnlyRevisionsThatNobodyUses() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        ElasticCluster earlier = Fixtures.clusterWith("config: {a: 1}");
        ElasticCluster older = Fixtures.clusterWith("config: {a: 2}");
        ElasticCluster oldest = Fixtures.clusterWith("config: {a: 3}");
        World world = World.settledWithout(known, "es-data-0")
                .configMap(revision(earlier, "data").configMap())
                .configMap(revision(older, "data").configMap())
                .configMap(revision(oldest, "data").configMap())
                .pod(Pods.of(known, "data", 0, revision(earlier, "data").hash())
                        .ready()
                        .build());
        assertThat(effects(known, world))
                .containsExactlyInAnyOrder(
                        new Effect.DropRevision(revision(older, "data")
                                .configMap()
                                .getMetadata()
                                .getName()),
                        new Effect.DropRevision(revision(oldest, "data")
                                .configMap()
                                .getMetadata()
                                .getName()));
    }

    /** The StatefulSet still makes pods of the earlier revision while the new one could not be applied. */
    @Test
    void keepsTheRevisionOfAStatefulSetThatIsBehind() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        ElasticCluster earlier = Fixtures.clusterWith("config: {a: 1}");
        NodePool data = known.getSpec().pool("data").orElseThrow();
        Revision behind = revision(earlier, "data");
        World world = new World(known).outdatedStatefulSet(data, behind.hash()).configMap(behind.configMap());
        assertThat(effects(known, world)).noneMatch(Effect.DropRevision.class::isInstance);
    }

    @Test
    void dropsNoConfigMapThatIsNoRevision() {
        ElasticCluster known = Fixtures.formed(Fixtures.cluster());
        ConfigMap mutable =
                revision(Fixtures.clusterWith("config: {a: 1}"), "data").configMap();
        mutable.setImmutable(null);
        assertThat(effects(known, World.settled(known).configMap(mutable))).isEmpty();
    }

    @Test
    void samePictureSamePlan() {
        World world = formedJustNow()
                .pod(Pods.of(cluster, "data", 0, "outdated").unschedulable("x").build());
        Plan first = Planner.plan(cluster, world.see(), NOW);
        for (int i = 0; i < 50; i++) {
            assertThat(Planner.plan(cluster, world.see(), NOW)).isEqualTo(first);
        }
    }

    private World formedJustNow() {
        return new World(cluster)
                .statefulSets()
                .offer(MASTERS)
                .claims(Optional.empty())
                .facts(Fixtures.green(NODES));
    }

    private static World brokenDataNode(
            ElasticCluster known, Consumer<io.fabric8.kubernetes.api.model.apps.StatefulSet> change) {
        return new World(known)
                .statefulSet(known.getSpec().pool("data").orElseThrow(), 2, change)
                .pod(Pods.of(known, "data", 0, "outdated").unschedulable("no").build());
    }

    private static Revision revision(ElasticCluster of, String pool) {
        return Revision.of(of, of.getSpec().pool(pool).orElseThrow(), Optional.empty());
    }

    private static List<Effect> effects(ElasticCluster of, World world) {
        return Planner.plan(of, world.see(), NOW).effects();
    }

    private List<String> labelled(World world) {
        return effects(cluster, world).stream()
                .filter(Effect.ShapeClaim.class::isInstance)
                .map(e -> ((Effect.ShapeClaim) e).shaped().getMetadata())
                .filter(m -> m.getLabels().get(Labels.CLUSTER_UUID).equals(Labels.uuidAsLabel(UUID)))
                .map(ObjectMeta::getName)
                .toList();
    }

    private static List<String> replaced(ElasticCluster of, World world) {
        return effects(of, world).stream()
                .filter(Effect.ReplacePod.class::isInstance)
                .map(e -> ((Effect.ReplacePod) e).pod().getMetadata().getName())
                .toList();
    }
}
