package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Scene;
import dev.shardwright.elasticsearch.ClusterHealth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No rule is idle: for each there is a scene that it alone decides. */
class EveryRuleHoldsTest {
    private static final String MASTERS = "master 3 master";

    /** A scene, and the node that the rule holds in it and nothing else does. */
    private record Case(Scene scene, String node) {}

    private static final Map<NodeRule, Case> CASES = cases();

    private static Map<NodeRule, Case> cases() {
        Map<NodeRule, Case> cases = new EnumMap<>(NodeRule.class);
        cases.put(NodeRule.Paused, new Case(restart().wantsWith("paused: true"), "es-data-2"));
        cases.put(
                NodeRule.Stalled, new Case(restart().wantsWith("auth: {roles: [{secretName: missing}]}"), "es-data-2"));
        cases.put(
                NodeRule.SurgeLeft,
                new Case(
                        Scene.running(MASTERS, "old 3 data")
                                .wants(MASTERS, "new 3 data")
                                .wantsWith("update: {maxSurge: 0}"),
                        "es-new-0"));
        // Of a cluster that forms nothing is known: the rule after this one holds as well.
        cases.put(NodeRule.ClusterFormed, new Case(restart().forming(), "es-data-2"));
        cases.put(
                NodeRule.ElasticsearchKnown,
                new Case(
                        Scene.running("all 1 master,data", "old 1 ingest")
                                .wants("all 1 master,data")
                                .away("es-old-0")
                                .says(a -> a.detailsAge(null)),
                        "es-old-0"));
        cases.put(
                NodeRule.NodeJoined,
                new Case(
                        restart()
                                .pod("es-data-2", p -> p.runningSince("2026-05-01T11:59:00Z"))
                                .says(a -> a.without("es-data-2")),
                        "es-data-2"));
        cases.put(
                NodeRule.LastMaster,
                new Case(
                        Scene.running("old 1 master", "new 1 master", "data 2 data")
                                .wants("new 1 master", "data 2 data")
                                .marked("es-old-0", "")
                                .unlabelled("es-new-0")
                                .says(a -> a.excluded("es-old-0")
                                        .without("es-new-0")
                                        .voters("es-elsewhere-0")),
                        "es-old-0"));
        cases.put(
                NodeRule.NoCopyMissing,
                new Case(removal().away("es-data-2").says(a -> a.shards("logs/0: -")), "es-data-2"));
        cases.put(
                NodeRule.ReplacementsJoined,
                new Case(
                        Scene.running(MASTERS, "data 2 data", "old 1 ingest", "new 1 ingest")
                                .wants(MASTERS, "data 2 data", "new 1 ingest")
                                .away("es-new-0"),
                        "es-old-0"));
        cases.put(
                NodeRule.DrainCanEnd,
                new Case(
                        Scene.running(MASTERS, "data 3 data")
                                .wants(MASTERS, "data 2 data")
                                .says(a -> a.shards("logs/0: es-data-2").setting("enable", "none")),
                        "es-data-2"));
        cases.put(
                NodeRule.ShardsMoved,
                new Case(removal().says(a -> a.shards("logs/0: es-data-2 es-data-0")), "es-data-2"));
        cases.put(
                NodeRule.HighestFirst,
                new Case(
                        Scene.running(MASTERS, "data 4 data")
                                .wants(MASTERS, "data 2 data")
                                .pod("es-data-3", p -> p.runningSince("2026-05-01T11:59:00Z"))
                                .says(a -> a.without("es-data-3").draining("es-data-2")),
                        "es-data-2"));
        cases.put(
                NodeRule.HigherGone,
                new Case(
                        Scene.running(MASTERS, "data 4 data")
                                .wants(MASTERS, "data 2 data")
                                .says(a ->
                                        a.shards("logs/0: es-data-3 es-data-0").draining("es-data-2", "es-data-3")),
                        "es-data-2"));
        cases.put(
                NodeRule.OneMasterAtATime,
                new Case(
                        masterRemoval().away("es-other-0").wantsWith("update: {ignoreRules: [ReplacementsJoined]}"),
                        "es-old-0"));
        cases.put(
                NodeRule.VoteWithdrawn,
                new Case(masterRemoval().says(a -> a.voters("es-old-0", "es-master-0")), "es-old-0"));
        cases.put(NodeRule.DataFirst, new Case(restart().wantsWith("update: {maxUnavailable: 4}"), "es-master-2"));
        cases.put(NodeRule.TemplateCurrent, new Case(restart().behind("data"), "es-data-2"));
        cases.put(
                NodeRule.HealthAllows, new Case(restart().says(a -> a.health(ClusterHealth.Status.RED)), "es-data-2"));
        cases.put(NodeRule.BudgetHeld, new Case(restart(), "es-data-1"));
        cases.put(
                NodeRule.OneZoneAtATime,
                new Case(
                        Scene.running(MASTERS, "data 4 data")
                                .changed()
                                .with("placement: {zoneKey: zone}")
                                .wantsWith("update: {maxUnavailable: 3}")
                                .zone("es-data-0", "a")
                                .zone("es-data-1", "b")
                                .zone("es-data-2", "a")
                                .zone("es-data-3", "b"),
                        "es-data-3"));
        cases.put(
                NodeRule.TierKept,
                new Case(
                        Scene.running(MASTERS, "data 2 data").changed().wantsWith("update: {maxUnavailable: 2}"),
                        "es-data-0"));
        cases.put(
                NodeRule.NothingMoving,
                new Case(restart().says(a -> a.shards("logs/0: es-data-2>es-data-0 es-data-1")), "es-data-2"));
        cases.put(
                NodeRule.OtherCopiesStarted, new Case(restart().says(a -> a.shards("logs/0: es-data-2")), "es-data-2"));
        cases.put(
                NodeRule.HoldersApart,
                new Case(
                        restart()
                                .wantsWith("update: {maxUnavailable: 2}")
                                .says(a -> a.shards("logs/0: es-data-2 es-data-1 es-data-0")),
                        "es-data-1"));
        cases.put(
                NodeRule.QuorumKept, new Case(masterRestart().wantsWith("update: {maxUnavailable: 3}"), "es-master-1"));
        cases.put(
                NodeRule.VotesSettled,
                new Case(
                        Scene.running(MASTERS, "old 1 master", "data 2 data")
                                .wants(MASTERS, "data 2 data")
                                .changed()
                                .current("es-data-0", "es-data-1")
                                .marked("es-old-0", "")
                                .says(a -> a.excluded("es-old-0")),
                        "es-master-2"));
        cases.put(NodeRule.RestartRegistered, new Case(restart().says(Answer::shutdowns), "es-data-2"));
        return cases;
    }

    private static Scene restart() {
        return Scene.running(MASTERS, "data 3 data").changed();
    }

    private static Scene masterRestart() {
        return Scene.running(MASTERS, "data 2 data").changed().current("es-data-0", "es-data-1");
    }

    private static Scene removal() {
        return Scene.running(MASTERS, "data 3 data")
                .wants(MASTERS, "data 2 data")
                .says(a -> a.draining("es-data-2"));
    }

    /** es-old-0 has no vote any more. */
    private static Scene masterRemoval() {
        return Scene.running(MASTERS, "old 1 master", "other 1 master", "data 2 data")
                .wants(MASTERS, "other 1 master", "data 2 data")
                .marked("es-old-0", "")
                .says(a -> a.excluded("es-old-0").voters("es-master-0", "es-master-1", "es-master-2"));
    }

    @Test
    void everyRuleHasItsCase() {
        assertThat(CASES).containsOnlyKeys(NodeRule.values());
    }

    @ParameterizedTest
    @EnumSource(NodeRule.class)
    void ruleHoldsTheNode(NodeRule rule) {
        Case theCase = CASES.get(rule);
        assertThat(theCase.scene().holds(theCase.node())).contains(rule);
        assertThat(theCase.scene().node(theCase.node()).message()).isNotBlank();
        assertThat(theCase.scene().replaced()).doesNotContain(theCase.node());
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeRule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ClusterFormed", "ElasticsearchKnown"})
    void withoutTheRuleNothingHoldsTheNode(NodeRule rule) {
        Case theCase = CASES.get(rule);
        assertThat(holder(theCase.scene().planWithout(rule), theCase.node()))
                .as("what else holds it")
                .isIn(Optional.empty(), afterwards(rule));
    }

    private static Optional<NodeRule> holder(Plan plan, String node) {
        return plan.nodes().stream()
                .filter(n -> n.node().equals(node))
                .findFirst()
                .orElseThrow()
                .blockedBy();
    }

    /** Steps that are prepared one after the other: without the first, the next one waits for its own. */
    private static Optional<NodeRule> afterwards(NodeRule rule) {
        return switch (rule) {
            case ReplacementsJoined, DrainCanEnd -> Optional.of(NodeRule.ShardsMoved);
            case HighestFirst -> Optional.of(NodeRule.HigherGone);
            case LastMaster -> Optional.of(NodeRule.VoteWithdrawn);
            default -> Optional.empty();
        };
    }
}
