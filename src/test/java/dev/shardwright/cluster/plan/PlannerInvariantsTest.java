package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.Shards;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Shutdowns.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the cluster looks like, one pass breaks no guarantee. Seeded: a failure names its round. */
class PlannerInvariantsTest {
    private static final int ROUNDS = 3000;

    /** One made-up cluster. */
    private static final class Made {
        final int masters;
        final int wantedMasters;
        final int data;
        final int wantedData;
        final int budget;
        final String[] shards;
        final Set<String> draining = new HashSet<>();
        final Set<String> voters = new HashSet<>();
        final Scene scene;

        Made(Random random) {
            masters = 1 + random.nextInt(5);
            wantedMasters = 1 + random.nextInt(4);
            data = 1 + random.nextInt(4);
            wantedData = 1 + random.nextInt(4);
            budget = 1 + random.nextInt(3);
            shards = new String[random.nextInt(5)];
            for (int i = 0; i < shards.length; i++) {
                shards[i] = "i" + i + "/0:" + copies(random);
            }
            scene = Scene.running("master " + masters + " master", "data " + data + " data")
                    .wants("master " + wantedMasters + " master", "data " + wantedData + " data")
                    .wantsWith("update: {maxUnavailable: " + budget + ", maxSurge: " + random.nextInt(3) + "}");
            if (random.nextBoolean()) {
                scene.changed();
            }
            for (int i = 0; i < masters; i++) {
                vary(random, "es-master-" + i);
            }
            for (int i = 0; i < data; i++) {
                vary(random, "es-data-" + i);
            }
            scene.says(a ->
                    a.shards(shards).draining(draining.toArray(String[]::new)).voters(voters.toArray(String[]::new)));
            if (random.nextBoolean()) {
                scene.says(a -> a.shutdowns(new Entry(
                        Answer.id("es-data-" + random.nextInt(data)), "restart", "shardwright: rolling restart")));
            }
        }

        private String copies(Random random) {
            StringBuilder copies = new StringBuilder();
            int from = random.nextInt(data);
            for (int i = 0; i < 1 + random.nextInt(data); i++) {
                String node = "es-data-" + (from + i) % data;
                String other = "es-data-" + (from + i + 1) % data;
                copies.append(' ')
                        .append(
                                switch (random.nextInt(12)) {
                                    case 0 -> "-";
                                    case 1 -> "~" + node;
                                    case 2 -> node + ">" + other;
                                    default -> node;
                                });
            }
            return copies.toString();
        }

        private void vary(Random random, String node) {
            if (node.contains("master") && random.nextInt(4) > 0) {
                voters.add(node);
            } else if (random.nextBoolean()) {
                draining.add(node);
            }
            switch (random.nextInt(12)) {
                case 0 -> scene.pod(node, Pods::running);
                case 1 -> scene.pod(node, p -> p.ready().leaving());
                case 2 -> scene.pod(node, p -> p.waiting("CrashLoopBackOff", "x", 4, "y"));
                case 3 -> scene.podless(node);
                case 4 -> scene.away(node);
                case 5 -> scene.current(node);
                case 6 -> scene.marked(node, "").says(a -> a.excluded(node));
                default -> {}
            }
        }

        List<ShardCopy> copies() {
            return Shards.of(shards);
        }
    }

    @Test
    void noPassBreaksAGuarantee() {
        play();
    }

    /** Proof that the rounds can fail. */
    @ParameterizedTest
    @EnumSource(
            value = NodeRule.class,
            names = {"ShardsMoved", "VoteWithdrawn", "BudgetHeld", "OtherCopiesStarted", "HoldersApart"})
    void withoutARuleTheRoundsFindTheBreach(NodeRule rule) {
        assertThatThrownBy(() -> play(rule)).isInstanceOf(AssertionError.class).hasMessageContaining("round");
    }

    private static void play(NodeRule... off) {
        Random random = new Random(20260501);
        int restarts = 0;
        int removals = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Made made = new Made(random);
            Plan plan = made.scene.planWithout(off);
            List<NodePlan> restarted = free(plan, Intent.Restart);
            List<NodePlan> removed = free(plan, Intent.Remove);
            restarts += restarted.size();
            removals += removed.size();
            String where = "round " + round + ": " + Arrays.toString(made.shards) + " " + plan.nodes();
            assertOneIntent(plan, where);
            assertRestartsAreSafe(made, restarted, where);
            assertHoldersStayApart(made, restarted, where);
            assertRemovalsAreSafe(made, removed, where);
            assertVotesAreSafe(plan, where);
        }
        assertThat(restarts).as("the rounds are worth something").isGreaterThan(100);
        assertThat(removals).as("the rounds are worth something").isGreaterThan(100);
    }

    private static List<NodePlan> free(Plan plan, Intent intent) {
        return plan.nodes().stream()
                .filter(n -> n.intent() == intent && n.blockedBy().isEmpty())
                .filter(n -> !n.view().idle() && n.state() != NodeCondition.State.Leaving)
                .toList();
    }

    private static void assertOneIntent(Plan plan, String where) {
        assertThat(plan.nodes()).as(where).extracting(NodePlan::node).doesNotHaveDuplicates();
        Set<String> restart = names(
                plan.nodes().stream().filter(n -> n.intent() == Intent.Restart).toList());
        plan.effects().stream()
                .filter(Effect.ReplacePod.class::isInstance)
                .map(e -> ((Effect.ReplacePod) e).pod())
                .filter(pod -> !Replaceable.runsNothing(pod, Fixtures.NOW))
                .map(pod -> pod.getMetadata().getName())
                .forEach(name -> assertThat(restart).as(where).contains(name));
    }

    private static void assertRestartsAreSafe(Made made, List<NodePlan> restarted, String where) {
        assertThat(restarted).as(where).hasSizeLessThanOrEqualTo(made.budget);
        Set<String> down = names(restarted);
        boolean single = made.data == 1 && made.wantedData == 1;
        List<ShardCopy> copies = made.copies();
        for (ShardCopy copy : copies) {
            boolean touched = down.stream().anyMatch(copy::isOn);
            if (touched && !single) {
                assertThat(copies)
                        .as(where)
                        .anyMatch(c -> c.isOfSameShard(copy)
                                && c.state() == ShardCopy.State.STARTED
                                && !down.contains(c.node().orElse("")));
            }
        }
    }

    private static void assertHoldersStayApart(Made made, List<NodePlan> restarted, String where) {
        for (ShardCopy copy : made.copies()) {
            Set<String> holders = made.copies().stream()
                    .filter(copy::isOfSameShard)
                    .flatMap(c -> names(restarted).stream().filter(c::isOn))
                    .collect(Collectors.toSet());
            assertThat(holders).as(where).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void assertRemovalsAreSafe(Made made, List<NodePlan> removed, String where) {
        for (NodePlan node : removed) {
            assertThat(made.copies()).as(where).noneMatch(c -> c.isOn(node.node()));
            if (node.view().holdsShards() && node.view().member().isPresent()) {
                assertThat(made.draining).as(where).contains(node.node());
            }
            if (node.view().member().isPresent()) {
                assertThat(made.voters).as(where).doesNotContain(node.node());
            }
        }
        assertThat(removed.stream().filter(n -> n.view().isMasterEligible()).toList())
                .as(where)
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void assertVotesAreSafe(Plan plan, String where) {
        Set<String> leaving = names(
                plan.nodes().stream().filter(n -> n.intent() == Intent.Remove).toList());
        List<String> excluded = new ArrayList<>();
        List<String> drained = new ArrayList<>();
        for (ElasticsearchStep step : plan.elasticsearchSteps()) {
            if (step instanceof ElasticsearchStep.ExcludeFromVoting(String node)) {
                excluded.add(node);
            }
            if (step instanceof ElasticsearchStep.Drain(Set<String> nodes)) {
                drained.addAll(nodes);
            }
        }
        assertThat(excluded).as(where).hasSizeLessThanOrEqualTo(1);
        assertThat(leaving).as(where).containsAll(excluded).containsAll(drained);
    }

    private static Set<String> names(List<NodePlan> nodes) {
        return nodes.stream().map(NodePlan::node).collect(Collectors.toSet());
    }
}
