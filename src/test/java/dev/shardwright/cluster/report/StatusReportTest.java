package dev.shardwright.cluster.report;

import static dev.shardwright.cluster.Fixtures.MASTERS;
import static dev.shardwright.cluster.Fixtures.NODES;
import static dev.shardwright.cluster.Fixtures.NOW;
import static dev.shardwright.cluster.Fixtures.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.act.StepFailure;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterHealth.Status;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ECK #3231, #8049, #8654: "stuck", and the reason was not in the status. */
class StatusReportTest {
    private final ElasticCluster cluster = Fixtures.formed(Fixtures.cluster());

    @Test
    void settledClusterIsReady() {
        ElasticClusterStatus status = status(cluster, World.settled(cluster));
        is(status, "Ready", "True", "AllNodesReady");
        is(status, "Bootstrapped", "True", "Formed");
        is(status, "Reconciling", "False", "Done");
        is(status, "Stalled", "False", "NoHelpNeeded");
        assertThat(status.health()).isEqualTo("green");
        assertThat(status.nodes()).isEqualTo("5/5");
        assertThat(status.version()).isEqualTo("8.19.21");
        assertThat(status.clusterUUID()).isEqualTo(UUID);
        assertThat(status.waitingFor()).isNull();
        assertThat(status.bootstrap())
                .isEqualTo(new BootstrapStatus(BootstrapStatus.State.Complete, MASTERS, "2026-04-01T00:00:00Z"));
        assertThat(status.plan())
                .containsOnlyOnce(new NodePlanStatus("es-data-1", NodePlanStatus.Intent.Keep, "Member", null, null));
    }

    @Test
    void forming() {
        ElasticCluster fresh = Fixtures.cluster();
        World world = new World(fresh)
                .statefulSets()
                .offer(MASTERS)
                .pod(Pods.of(fresh, "master", 0).running().build())
                .facts(new ElasticsearchFacts(
                        Optional.empty(), Fixtures.trouble(Problem.NO_MASTER).trouble()));
        ElasticClusterStatus status = status(fresh, world);
        is(status, "Ready", "False", "NotFormed");
        is(status, "Bootstrapped", "False", "Forming");
        is(status, "Reconciling", "True", "ChangesPending");
        assertThat(condition(status, "Ready").getMessage()).contains("elect", "es-master-0");
        assertThat(status.health()).isEqualTo("unknown");
        assertThat(status.bootstrap()).isEqualTo(new BootstrapStatus(BootstrapStatus.State.Forming, MASTERS, null));
    }

    @Test
    void formedMomentIsKept() {
        ElasticCluster fresh = Fixtures.forming(Fixtures.cluster());
        World world = World.settled(fresh).offer(MASTERS);
        assertThat(status(fresh, world).bootstrap().completedAt()).isEqualTo(NOW.toString());
        fresh.setStatus(status(fresh, world));
        assertThat(status(fresh, world, NOW.plusSeconds(60), List.of())
                        .bootstrap()
                        .completedAt())
                .isEqualTo(NOW.toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "UNREACHABLE, Unreachable, cannot be reached",
        "NO_ENDPOINT, Unreachable, no node runs",
        "TIMED_OUT, Slow, does not answer in time",
        "NO_MASTER, NoMaster, no elected master",
        "TLS, TlsFailed, TLS",
        "UNAUTHORIZED, NotAuthorized, operator's user",
        "FORBIDDEN, NotAuthorized, operator's user",
        "BUSY, Overloaded, overloaded",
        "UNAVAILABLE, NoUsableAnswer, no usable answer",
        "SERVER_ERROR, NoUsableAnswer, no usable answer",
        "UNEXPECTED, NoUsableAnswer, no usable answer",
        "MALFORMED, NoUsableAnswer, no usable answer",
    })
    void eachTroubleIsToldApart(Problem problem, String reason, String words) {
        ElasticClusterStatus status = status(cluster, World.settled(cluster).facts(Fixtures.trouble(problem)));
        is(status, "Ready", "Unknown", reason);
        assertThat(condition(status, "Ready").getMessage()).contains(words);
        assertThat(status.waitingFor()).contains(words);
        assertThat(status.health()).isEqualTo("unknown");
        assertThat(status.clusterUUID()).as("once known, always known").isEqualTo(UUID);
        assertThat(status.version()).isEqualTo("8.19.21");
    }

    /** #1447: an error was read as success. */
    @ParameterizedTest
    @EnumSource(Problem.class)
    void troubleIsNeverReady(Problem problem) {
        assertThat(condition(status(cluster, World.settled(cluster).facts(Fixtures.trouble(problem))), "Ready")
                        .getStatus())
                .isNotEqualTo("True");
    }

    @Test
    void redIsNotReadyEvenWithAllNodes() {
        ElasticClusterStatus status = withHealth(Status.RED);
        is(status, "Ready", "False", "HealthRed");
        assertThat(condition(status, "Ready").getMessage()).contains("primaries are missing", "allocation/explain");
        assertThat(status.health()).isEqualTo("red");
    }

    /** Every cluster is red for a moment after it has formed: nothing that anybody should be warned of. */
    @Test
    void redWithoutAShardMissingIsAStateThatRecovers() {
        Known known = Fixtures.known(UUID, NODES, Status.RED);
        ClusterHealth recovering =
                new ClusterHealth("es", Status.RED, false, NODES.size(), NODES.size(), 0, 0, 0, 0, 0, 0);
        ElasticClusterStatus status = status(
                cluster,
                World.settled(cluster)
                        .facts(Fixtures.facts(new Known(
                                known.at(),
                                known.clusterName(),
                                known.clusterUuid(),
                                known.uuidCommitted(),
                                known.masterNode(),
                                known.nodes(),
                                known.votes(),
                                recovering,
                                known.details()))));
        is(status, "Ready", "False", "StateNotRecovered");
        assertThat(condition(status, "Ready").getMessage()).contains("recovers its state");
        assertThat(EventReport.turned(List.of(), status.conditions()))
                .extracting(Condition::getReason)
                .doesNotContain("StateNotRecovered", "HealthRed");
    }

    @Test
    void yellowIsReadyAndSaysWhatIsMissing() {
        ElasticClusterStatus status = withHealth(Status.YELLOW);
        is(status, "Ready", "True", "AllNodesReady");
        assertThat(condition(status, "Ready").getMessage()).contains("yellow", "2 replicas");
        assertThat(status.health()).isEqualTo("yellow");
    }

    @Test
    void missingNodeIsNamed() {
        World world = World.settledWithout(cluster, "es-data-1")
                .pod(Pods.of(cluster, "data", 1)
                        .waiting("ImagePullBackOff", "no such image", 0, null)
                        .build())
                .facts(Fixtures.green(NODES.subList(0, 4)));
        ElasticClusterStatus status = status(cluster, world);
        is(status, "Ready", "False", "NodesMissing");
        is(status, "Stalled", "True", "NodesFailing");
        assertThat(status.nodes()).isEqualTo("4/5");
        assertThat(status.waitingFor()).contains("es-data-1", "no such image");
    }

    @Test
    void podThatFindsNoHostStallsOnlyAfterAWhile() {
        World just = World.settledWithout(cluster, "es-data-1")
                .pod(Pods.of(cluster, "data", 1)
                        .createdAt(NOW.minusSeconds(29).toString())
                        .unschedulable("no host")
                        .build());
        is(status(cluster, just), "Stalled", "False", "NoHelpNeeded");
        World forLong = World.settledWithout(cluster, "es-data-1")
                .pod(Pods.of(cluster, "data", 1)
                        .createdAt(NOW.minusSeconds(31).toString())
                        .unschedulable("no host")
                        .build());
        is(status(cluster, forLong), "Stalled", "True", "NodesUnschedulable");
    }

    @Test
    void problemsStallAndSayThatNothingIsTouched() {
        ElasticCluster wrong = Fixtures.formed(Fixtures.clusterWith("config: {node.name: x}"));
        ElasticClusterStatus status = status(wrong, World.settled(wrong));
        is(status, "Stalled", "True", "InvalidSpec");
        assertThat(condition(status, "Stalled").getMessage()).contains("node.name", "What runs is left as it is");
        is(status, "Ready", "True", "AllNodesReady");
        assertThat(status.waitingFor()).startsWith("InvalidSpec: ");
    }

    @Test
    void stoppedBootstrapIsNotReady() {
        ElasticCluster fresh = Fixtures.cluster();
        World world = new World(fresh).claim("data", 0, Optional.of(UUID));
        ElasticClusterStatus status = status(fresh, world);
        is(status, "Ready", "False", "Stopped");
        is(status, "Stalled", "True", "MastersClaimsMissing");
        assertThat(status.waitingFor()).contains("data-es-data-0");
    }

    @Test
    void failedStepsAreSaid() {
        StepFailure refused = new StepFailure(StepFailure.Kind.Rejected, "Service x", "Service x: no");
        ElasticClusterStatus status = status(cluster, World.settled(cluster), NOW, List.of(refused));
        is(status, "Stalled", "True", "Rejected");
        StepFailure passing = new StepFailure(StepFailure.Kind.Transient, "Service x", "Service x: busy");
        status = status(cluster, World.settled(cluster), NOW, List.of(passing));
        is(status, "Stalled", "False", "NoHelpNeeded");
        is(status, "Reconciling", "True", "ChangesPending");
        assertThat(status.waitingFor()).isEqualTo("Service x: busy");
    }

    @Test
    void pauseIsSaid() {
        ElasticCluster paused = Fixtures.formed(Fixtures.clusterWith("paused: true"));
        ElasticClusterStatus status = status(paused, World.settled(paused));
        is(status, "Reconciling", "False", "Paused");
        assertThat(status.waitingFor()).contains("spec.paused");
    }

    @Test
    void transitionTimeIsThatOfTheStatusNotOfTheReason() {
        cluster.setStatus(status(cluster, World.settled(cluster)));
        Instant later = NOW.plusSeconds(60);
        ElasticClusterStatus yellow = status(
                cluster,
                World.settled(cluster)
                        .facts(Fixtures.facts(Fixtures.known(later, "es", UUID, true, NODES, Status.YELLOW))),
                later,
                List.of());
        assertThat(condition(yellow, "Ready").getLastTransitionTime()).isEqualTo(NOW.toString());
        ElasticClusterStatus red = status(
                cluster,
                World.settled(cluster)
                        .facts(Fixtures.facts(Fixtures.known(later, "es", UUID, true, NODES, Status.RED))),
                later,
                List.of());
        assertThat(condition(red, "Ready").getLastTransitionTime()).isEqualTo(later.toString());
    }

    @Test
    void everyConditionHasReasonGenerationAndTime() {
        assertThat(status(cluster, World.settled(cluster)).conditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "Bootstrapped", "Reconciling", "Stalled");
        assertThat(status(cluster, World.settled(cluster)).conditions()).allSatisfy(c -> {
            assertThat(c.getReason()).matches("[A-Z][A-Za-z]+");
            assertThat(c.getMessage()).isNotBlank();
            assertThat(c.getObservedGeneration()).isEqualTo(1);
            assertThat(c.getLastTransitionTime()).isEqualTo(NOW.toString());
        });
    }

    @Test
    void samePictureSameStatus() {
        ElasticClusterStatus first = status(cluster, World.settled(cluster));
        cluster.setStatus(first);
        assertThat(status(cluster, World.settled(cluster), NOW.plusSeconds(5), List.of()))
                .isEqualTo(first);
    }

    /** ECK #8781 and others: a pass after a restart knows nothing yet, and does not say so for a moment. */
    @Test
    void afterARestartOfTheOperatorNothingIsSaidBeforeElasticsearchWasAsked() {
        World unasked = World.settled(cluster).facts(ElasticsearchFacts.NONE);
        assertThat(report(cluster, unasked, NOW, List.of()).isTooEarly()).isTrue();
        assertThat(report(cluster, World.settled(cluster), NOW, List.of()).isTooEarly())
                .isFalse();
        for (Problem problem : Problem.values()) {
            assertThat(report(cluster, World.settled(cluster).facts(Fixtures.trouble(problem)), NOW, List.of())
                            .isTooEarly())
                    .isFalse();
        }
        ElasticCluster fresh = Fixtures.cluster();
        assertThat(report(fresh, new World(fresh), NOW, List.of()).isTooEarly()).isFalse();
    }

    private ElasticClusterStatus withHealth(Status health) {
        return status(cluster, World.settled(cluster).facts(Fixtures.facts(Fixtures.known(UUID, NODES, health))));
    }

    private static void is(ElasticClusterStatus status, String type, String value, String reason) {
        Condition condition = condition(status, type);
        assertThat(condition.getReason()).as("%s", condition).isEqualTo(reason);
        assertThat(condition.getStatus()).as("%s", condition).isEqualTo(value);
    }

    private static Condition condition(ElasticClusterStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }

    private static ElasticClusterStatus status(ElasticCluster of, World world) {
        return status(of, world, NOW, List.of());
    }

    private static ElasticClusterStatus status(
            ElasticCluster of, World world, Instant now, List<StepFailure> failures) {
        return StatusReport.of(report(of, world, now, failures));
    }

    private static Report report(ElasticCluster of, World world, Instant now, List<StepFailure> failures) {
        return new Report(
                of,
                world.see(),
                Planner.plan(of, world.see(), now),
                List.of(),
                Fixtures.noCredentials(),
                failures,
                now);
    }
}
