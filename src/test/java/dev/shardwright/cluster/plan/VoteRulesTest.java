package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.Scene;
import dev.shardwright.elasticsearch.ElasticsearchStep.ClearVotingExclusions;
import dev.shardwright.elasticsearch.ElasticsearchStep.ExcludeFromVoting;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.VotingExclusion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 2: masters leave one at a time, without their vote, and others' exclusions are left alone. */
class VoteRulesTest {
    private static final String DATA = "data 2 data";

    private static Scene threeToOne() {
        return Scene.running("master 3 master", DATA).wants("master 1 master", DATA);
    }

    private static Scene excluded() {
        return threeToOne().marked("es-master-2", "").says(a -> a.excluded("es-master-2")
                .voters("es-master-0"));
    }

    /** #1448: no voting exclusions: masters 3 -> 1 lost the quorum for good. */
    @Test
    void mastersThreeToOneStepByStep_opensearch1448() {
        Scene first = threeToOne();
        assertThat(first.marks()).as("the mark comes first").isEqualTo(Map.of("es-master-2", Optional.of("")));
        assertThat(first.steps()).isEmpty();
        assertThat(first.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(first.holds("es-master-1")).contains(NodeRule.HigherGone);
        assertThat(first.sizes()).containsEntry("master", 3);

        Scene marked = threeToOne().marked("es-master-2", "");
        assertThat(marked.marks()).isEmpty();
        assertThat(marked.steps()).containsExactly(new ExcludeFromVoting("es-master-2"));
        assertThat(marked.sizes()).containsEntry("master", 3);

        Scene voting = threeToOne().marked("es-master-2", "").says(a -> a.excluded("es-master-2"));
        assertThat(voting.holds("es-master-2")).as("still votes").contains(NodeRule.VoteWithdrawn);
        assertThat(voting.steps()).isEmpty();

        assertThat(excluded().holds("es-master-2")).isEmpty();
        assertThat(excluded().holds("es-master-1")).contains(NodeRule.OneMasterAtATime);
        assertThat(excluded().sizes()).containsEntry("master", 2);
        assertThat(excluded().steps())
                .as("with its vote back it would vote again")
                .isEmpty();

        Scene going =
                excluded().size("master", 2).pod("es-master-2", p -> p.ready().leaving());
        assertThat(going.steps()).isEmpty();
        assertThat(going.sizes()).containsEntry("master", 2);

        Scene gone = excluded().size("master", 2).away("es-master-2");
        assertThat(gone.steps()).containsExactly(clearing(List.of("es-master-2")));
        assertThat(gone.holds("es-master-1")).contains(NodeRule.OneMasterAtATime);

        Scene cleared = threeToOne()
                .marked("es-master-2", "")
                .size("master", 2)
                .away("es-master-2")
                .says(a -> a.voters("es-master-0"));
        assertThat(cleared.marks()).containsEntry("es-master-2", Optional.empty());
        assertThat(cleared.steps()).isEmpty();
        assertThat(cleared.holds("es-master-1")).as("until the mark is off").contains(NodeRule.OneMasterAtATime);

        Scene next = threeToOne().size("master", 2).away("es-master-2").says(a -> a.voters("es-master-0"));
        assertThat(next.marks()).containsEntry("es-master-1", Optional.of(""));
    }

    static Stream<Arguments> unsafe() {
        return Stream.of(
                change("it still votes", s -> s.says(a -> a.voters("es-master-0", "es-master-1", "es-master-2"))),
                change("who votes is not known", s -> s.says(a -> a.voters())),
                change(
                        "another is still in the cluster's configuration and away",
                        s -> s.says(a -> a.without("es-master-2").voters("es-master-0", "es-gone-0", "es-master-1"))));
    }

    private static Arguments change(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsafe")
    void masterStaysWhen(String name, Consumer<Scene> change) {
        Scene scene = excluded();
        change.accept(scene);
        assertThat(scene.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(scene.sizes()).containsEntry("master", 3);
    }

    @Test
    void exclusionWithoutAMarkIsNotEnough() {
        Scene scene = threeToOne().says(a -> a.excluded("es-master-2").voters("es-master-0"));
        assertThat(scene.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(scene.marks()).containsKey("es-master-2");
    }

    /** Its host died: a vote can be withdrawn only of a node that is there. */
    @Test
    void awayMasterStaysWhileItMayBeTheVoterThatIsMissing() {
        Scene scene = threeToOne().away("es-master-2");
        assertThat(scene.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(scene.says(a -> a.voters("es-master-0")).holds("es-master-2"))
                .isEmpty();
    }

    /** The spec that knew its roles is gone, and so is its pod: the volume tells that it voted. */
    @Test
    void awayMasterOfADroppedPoolStaysWhileItMayBeTheVoterThatIsMissing() {
        Scene scene = Scene.running("old 3 master", "new 3 master", DATA)
                .wants("new 3 master", DATA)
                .away("es-old-2");
        assertThat(scene.holds("es-old-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(scene.sizes()).containsEntry("old", 3);
    }

    @Test
    void mastersOfTwoPoolsLeaveOneAtATime() {
        Scene scene = Scene.running("a 1 master", "b 1 master", "new 3 master", DATA)
                .wants("new 3 master", DATA)
                .marked("es-a-0", "")
                .marked("es-b-0", "");
        assertThat(scene.steps()).containsExactly(new ExcludeFromVoting("es-a-0"));
        assertThat(scene.holds("es-b-0")).contains(NodeRule.OneMasterAtATime);
        scene.says(a -> a.excluded("es-a-0").voters("es-b-0", "es-new-0", "es-new-1"));
        assertThat(scene.holds("es-b-0")).contains(NodeRule.OneMasterAtATime);
        assertThat(scene.free(Intent.Remove)).containsExactly("es-a-0");
    }

    /** Its turn comes when the StatefulSet can take it: until then it votes. */
    @Test
    void emptyMasterKeepsItsVoteUntilTheOneAboveItIsGone() {
        Scene scene = Scene.running("all 4 master,data")
                .wants("all 2 master,data")
                .says(a -> a.shards("logs/0: es-all-3 es-all-0").draining("es-all-2", "es-all-3"));
        assertThat(scene.holds("es-all-3")).contains(NodeRule.ShardsMoved);
        assertThat(scene.holds("es-all-2")).contains(NodeRule.HigherGone);
        assertThat(scene.node("es-all-2").message()).contains("es-all-3, which leaves before it");
        assertThat(scene.marks()).isEmpty();
        assertThat(scene.steps()).isEmpty();
        scene.says(a -> a.shards("logs/0: es-all-1 es-all-0"));
        assertThat(scene.marks()).containsOnlyKeys("es-all-3");
        assertThat(scene.holds("es-all-2")).contains(NodeRule.HigherGone);
        Scene gone = scene.size("all", 3).away("es-all-3").says(a -> a.voters("es-all-0", "es-all-1", "es-all-2"));
        assertThat(gone.marks()).containsOnlyKeys("es-all-2");
        assertThat(gone.holds("es-all-2")).contains(NodeRule.VoteWithdrawn);
    }

    @Test
    void noMasterLeavesWhileAnotherIsAway() {
        for (Scene scene : List.of(
                threeToOne().away("es-master-0"),
                threeToOne().pod("es-master-0", Pods::running),
                threeToOne().says(a -> a.without("es-master-0").master("es-master-1")))) {
            scene.wantsWith("update: {ignoreRules: [ReplacementsJoined]}");
            assertThat(scene.holds("es-master-2")).contains(NodeRule.OneMasterAtATime);
            assertThat(scene.steps()).isEmpty();
            assertThat(scene.marks()).isEmpty();
        }
        Scene five = Scene.running("master 5 master", DATA)
                .wants("master 3 master", DATA)
                .wantsWith("update: {ignoreRules: [ReplacementsJoined]}")
                .away("es-master-1");
        assertThat(five.holds("es-master-4")).contains(NodeRule.OneMasterAtATime);
        assertThat(five.steps()).isEmpty();
    }

    @Test
    void exclusionsOfOthersComeBackAfterOurs() {
        Scene begins = threeToOne().says(a -> a.excluded("es-other-7"));
        assertThat(begins.marks()).containsEntry("es-master-2", Optional.of("es-other-7"));
        Scene gone = threeToOne()
                .marked("es-master-2", "es-other-7")
                .size("master", 2)
                .away("es-master-2")
                .says(a -> a.excluded("es-master-2").excluded("es-other-7"));
        assertThat(gone.steps()).containsExactly(clearing(List.of("es-master-2", "es-other-7"), "es-other-7"));
    }

    /** The operator died between clearing and putting back. */
    @Test
    void exclusionOfOthersThatAClearingTookIsPutBack() {
        Scene scene = threeToOne()
                .marked("es-master-2", "es-other-7,es-other-8")
                .size("master", 2)
                .away("es-master-2")
                .says(a -> a.excluded("es-other-8"));
        assertThat(scene.steps()).containsExactly(new ExcludeFromVoting("es-other-7"));
        assertThat(scene.marks()).doesNotContainKey("es-master-2");
    }

    @Test
    void exclusionThatOthersAddedMeanwhileIsWrittenDownBeforeClearing() {
        Scene scene = threeToOne()
                .marked("es-master-2", "")
                .size("master", 2)
                .away("es-master-2")
                .says(a -> a.excluded("es-master-2").excluded("es-other-7"));
        assertThat(scene.steps()).isEmpty();
        assertThat(scene.marks()).containsEntry("es-master-2", Optional.of("es-other-7"));
    }

    @Test
    void exclusionsThatNobodyMarkedAreLeftAlone() {
        Scene scene = Scene.running("master 3 master", DATA).says(a -> a.excluded("es-master-2"));
        assertThat(scene.steps()).isEmpty();
        assertThat(scene.plan().effects()).isEmpty();
    }

    /** One that was made by id has no name, and could not be put back. */
    @Test
    void namelessExclusionIsNeverClearedAway() {
        Scene scene = threeToOne()
                .marked("es-master-2", "_absent_")
                .size("master", 2)
                .away("es-master-2")
                .says(a -> a.excluded("es-master-2").exclusion("some-id", "_absent_"));
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void revertedRemovalGivesTheVoteBack() {
        Scene scene = Scene.running("master 3 master", DATA)
                .marked("es-master-2", "")
                .says(a -> a.excluded("es-master-2").voters("es-master-0"));
        assertThat(scene.steps()).containsExactly(clearing(List.of("es-master-2")));
        Scene before = Scene.running("master 3 master", DATA).marked("es-master-2", "");
        assertThat(before.steps()).isEmpty();
        assertThat(before.marks()).containsEntry("es-master-2", Optional.empty());
    }

    @Test
    void voteIsNotGivenBackWhileAnotherNodeNeedsItsExclusion() {
        Scene scene = Scene.running("master 3 master", "old 1 master", DATA)
                .wants("master 3 master", DATA)
                .marked("es-master-2", "")
                .marked("es-old-0", "")
                .says(a -> a.excluded("es-master-2").excluded("es-old-0").voters("es-master-0"));
        assertThat(scene.steps()).isEmpty();
    }

    @ParameterizedTest(name = "{0} voters, {1} of them away: {2}")
    @CsvSource({"1,0,true", "2,0,true", "3,0,true", "3,1,false", "5,0,true", "5,1,true", "5,2,false", "2,1,false"})
    void restartKeepsAMajority(int voters, int away, boolean restarts) {
        Scene scene = Scene.running("master " + voters + " master", DATA)
                .changed()
                .current("es-data-0", "es-data-1")
                .wantsWith("update: {maxUnavailable: 3}")
                .says(a -> a.master("es-master-" + (voters - 1)));
        for (int i = 0; i < away; i++) {
            scene.current("es-master-" + i).away("es-master-" + i);
        }
        String node = voters == 1 ? "es-master-0" : "es-master-" + Math.max(away, voters - 2);
        if (restarts) {
            assertThat(scene.replaced()).contains(node);
        } else {
            assertThat(scene.replaced()).isEmpty();
            assertThat(scene.holds(node)).contains(NodeRule.QuorumKept);
        }
    }

    @Test
    void mastersNeverRestartTogetherBeyondTheMajority() {
        Scene scene = Scene.running("master 3 master", DATA)
                .changed()
                .current("es-data-0", "es-data-1")
                .wantsWith("update: {maxUnavailable: 3}");
        assertThat(scene.replaced()).containsExactly("es-master-2");
        assertThat(scene.holds("es-master-1")).contains(NodeRule.QuorumKept);
    }

    @Test
    void unknownVotersHoldARestart() {
        Scene scene = Scene.running("master 3 master", DATA)
                .changed()
                .current("es-data-0", "es-data-1")
                .says(a -> a.voters());
        assertThat(scene.holds("es-master-2")).contains(NodeRule.QuorumKept);
    }

    @Test
    void masterIsNotRestartedWhileAVoteMoves() {
        Scene scene = Scene.running("master 3 master", "old 1 master", DATA)
                .wants("master 3 master", DATA)
                .changed()
                .current("es-data-0", "es-data-1")
                .marked("es-old-0", "")
                .says(a -> a.excluded("es-old-0").voters("es-master-0", "es-master-1", "es-master-2"));
        assertThat(scene.holds("es-master-2")).contains(NodeRule.VotesSettled);
        assertThat(scene.replaced()).isEmpty();
    }

    @Test
    void masterIsNotRestartedWhenAVoteIsAboutToBeWithdrawn() {
        Scene scene = Scene.running("master 3 master", "old 1 master", DATA)
                .wants("master 3 master", DATA)
                .wantsWith("update: {ignoreRules: [ReplacementsJoined]}")
                .changed()
                .current("es-data-0", "es-data-1");
        assertThat(scene.marks()).containsKey("es-old-0");
        assertThat(scene.holds("es-master-2")).contains(NodeRule.VotesSettled);
    }

    /** Elasticsearch keeps a place among the voters for a first master that never came: only by joining does it give it up. */
    @Test
    void firstMasterThatNeverJoinedIsKeptWhileItsVoteCounts() {
        Scene counts = neverJoined(a -> a.voters("es-master-0", "es-master-1", "placeholder-of-es-master-2"));
        assertThat(counts.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        assertThat(counts.holds("es-master-1")).contains(NodeRule.HigherGone);
        assertThat(counts.sizes()).containsEntry("master", 3);
        Scene unknown = neverJoined(a -> a.voters());
        assertThat(unknown.holds("es-master-2")).contains(NodeRule.VoteWithdrawn);
        Scene silent = neverJoined(a -> {}).failing(Problem.TIMED_OUT);
        assertThat(silent.sizes()).containsEntry("master", 3);
    }

    @Test
    void masterThatNeverJoinedGoesWhenEveryVoterIsThere() {
        Scene scene = neverJoined(a -> a.voters("es-master-0", "es-master-1"));
        assertThat(scene.holds("es-master-2")).isEmpty();
        assertThat(scene.sizes()).containsEntry("master", 2);
        Scene later = Scene.running("master 4 master", DATA)
                .wants("master 3 master", DATA)
                .unlabelled("es-master-3")
                .pod("es-master-3", p -> p.unschedulable("no host fits"))
                .failing(Problem.TIMED_OUT);
        assertThat(later.sizes()).as("no first master").containsEntry("master", 3);
    }

    private static Scene neverJoined(Consumer<Answer> change) {
        return threeToOne()
                .unlabelled("es-master-2")
                .pod("es-master-2", p -> p.unschedulable("no host fits"))
                .says(a -> a.without("es-master-2"))
                .says(change);
    }

    private static ClearVotingExclusions clearing(List<String> known, String... ofOthers) {
        return new ClearVotingExclusions(
                known.stream()
                        .map(node -> new VotingExclusion(Answer.id(node), node))
                        .collect(Collectors.toSet()),
                List.of(ofOthers));
    }
}
