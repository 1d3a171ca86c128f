package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.cluster.observe.ElasticsearchFacts.StepTrouble;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.ElasticsearchStep.ClearVotingExclusions;
import dev.shardwright.elasticsearch.ElasticsearchStep.Drain;
import dev.shardwright.elasticsearch.ElasticsearchStep.ExcludeFromVoting;
import dev.shardwright.elasticsearch.ElasticsearchStep.ForgetShutdown;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.VotingExclusion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the monitor does while a cluster is changed: details, and steps. */
class ElasticsearchChangesTest {
    private static final Target TARGET = new Target(List.of(), false, "op", "pw", List.of(), Optional.empty());
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<ElasticsearchStep> DRAIN = List.of(new Drain(Set.of("d-0")));

    private final ManualTime time = new ManualTime();
    private final FakeElasticsearch fake = new FakeElasticsearch(time);
    private final List<String> news = new ArrayList<>();
    private final ElasticsearchMonitor monitor = new ElasticsearchMonitor(
            time,
            target -> fake,
            (namespace, name) -> news.add(name),
            new Timekeeper(time.scheduler(), Runnable::run, () -> 0));

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void readsDetailsOnlyWhileSomethingChangesAndSettingsBeforeShards() {
        settle(Interest.ACTIVE);
        assertThat(details()).isEmpty();
        watch(Interest.CHANGING);
        time.pass(Duration.ZERO);
        assertThat(fake.names())
                .containsExactly("health", "settings", "state", "indices", "disks", "sizes", "shutdowns");
        assertThat(details()).isPresent();
        watch(Interest.ACTIVE);
        time.pass(SECOND);
        assertThat(details()).isEmpty();
    }

    @Test
    void putsTheDetailsTogether() {
        settle(Interest.CHANGING);
        Details details = details().orElseThrow();
        assertThat(details.at()).isEqualTo(time.instant());
        assertThat(details.shards()).singleElement().satisfies(shard -> {
            assertThat(shard.node()).contains("d-0");
            assertThat(shard.bytes()).contains(77L);
        });
        assertThat(details.indices()).containsOnlyKeys("books");
        assertThat(details.disks()).containsOnlyKeys("d-0");
        assertThat(details.settings().value("enable")).contains("all");
    }

    @Test
    void aSizeIsKnownOnlyOfTheCopyThatToldIt() {
        fake.shardsOn = Set.of("d-1");
        settle(Interest.CHANGING);
        assertThat(details().orElseThrow().shards())
                .extracting(ShardCopy::bytes)
                .containsExactly(Optional.empty());
    }

    @Test
    void anIndexThatIsNotToldIsNotGuessed() {
        fake.indices = List.of();
        settle(Interest.CHANGING);
        assertThat(details().orElseThrow().indices()).isEmpty();
        assertThat(details().orElseThrow().shards())
                .extracting(ShardCopy::index)
                .containsExactly("books");
    }

    @Test
    void sizesAreNoNewsAndShardsThatMovedAre() {
        settle(Interest.CHANGING);
        fake.shardSize = Optional.of(78L);
        time.pass(SECOND);
        assertThat(news).isEmpty();
        fake.shardsOn = Set.of("d-1");
        time.pass(SECOND);
        assertThat(news).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "settings", "state", "indices", "disks", "sizes", "shutdowns"})
    void withoutAnyOnePartThereAreNoFacts(String part) {
        settle(Interest.CHANGING);
        fake.failures.put(part, Problem.TIMED_OUT);
        time.pass(SECOND);
        assertThat(facts().fresh(time.instant(), Duration.ofMinutes(1))).isEmpty();
        fake.failures.clear();
        time.pass(SECOND);
        assertThat(details()).isPresent();
        assertThat(facts().trouble()).isEmpty();
    }

    @Test
    void stepsAreTakenAtOnceAndEverythingIsReadAfterwards() {
        settle(Interest.CHANGING);
        request(DRAIN);
        assertThat(fake.names()).as("the caller does not wait").isEmpty();
        time.pass(Duration.ZERO);
        assertThat(fake.names()).startsWith("drain", "health", "settings", "state");
        assertThat(details().orElseThrow().settings().draining()).containsExactly("d-0");
    }

    @Test
    void detailsAreUnknownFromTheRequestUntilTheyAreReadAgain() {
        settle(Interest.CHANGING);
        request(DRAIN);
        assertThat(details()).isEmpty();
        assertThat(facts().known()).as("the rest stays").isPresent();
        fake.failures.put("disks", Problem.BUSY);
        time.pass(Duration.ZERO);
        assertThat(details()).as("the poll after the steps failed").isEmpty();
        fake.failures.clear();
        time.pass(SECOND);
        assertThat(details()).isPresent();
    }

    @Test
    void aPollThatBeganBeforeTheStepsDoesNotBringDetailsBack() {
        settle(Interest.CHANGING);
        List<Boolean> unknown = new ArrayList<>();
        fake.whenAsked = Optional.of(asked -> {
            if (asked.equals("state") && !fake.names().contains("drain")) {
                request(DRAIN);
            }
            if (asked.equals("drain")) {
                unknown.add(details().isEmpty());
            }
        });
        time.pass(SECOND);
        assertThat(unknown).as("when the steps were taken").containsExactly(true);
        assertThat(fake.names()).containsSubsequence("state", "shutdowns", "drain", "state", "shutdowns");
        assertThat(details().orElseThrow().settings().draining()).containsExactly("d-0");
    }

    @Test
    void factsThatMeanTheSameAreNewsAfterSteps() {
        settle(Interest.CHANGING);
        request(List.of(new ForgetShutdown("id")));
        time.pass(Duration.ZERO);
        assertThat(news).hasSize(1);
        time.pass(SECOND.multipliedBy(5));
        assertThat(news).hasSize(1);
    }

    @Test
    void theWaitForFactsEndsWithAGoodPollOnly() {
        settle(Interest.ACTIVE);
        fake.failures.put("view", Problem.BUSY);
        time.pass(SECOND);
        news.clear();
        request(List.of(new ForgetShutdown("id")));
        time.pass(Duration.ZERO);
        assertThat(news).as("as broken as before").isEmpty();
        fake.failures.clear();
        time.pass(SECOND);
        assertThat(news).hasSize(1);
    }

    @Test
    void nothingIsClearedOverAnExclusionThatCameMeanwhile() {
        settle(Interest.CHANGING);
        VotingExclusion ours = new VotingExclusion("id-m-1", "m-1");
        VotingExclusion theirs = new VotingExclusion("id-x", "x");
        fake.exclusions = List.of(ours, theirs);
        request(List.of(new ClearVotingExclusions(Set.of(ours), List.of())));
        time.pass(Duration.ZERO);
        assertThat(fake.count("clear")).isZero();
        assertThat(facts().stepTrouble().orElseThrow().message())
                .isEqualTo(
                        "Clearing voting exclusions failed: somebody has just excluded x from voting, which is kept.");

        request(List.of(new ClearVotingExclusions(Set.of(ours, theirs), List.of("x"))));
        time.pass(SECOND);
        assertThat(fake.names()).containsSubsequence("clear", "exclude");
        assertThat(facts().stepTrouble()).isEmpty();
    }

    @Test
    void nothingIsClearedWhenTheExclusionsCannotBeRead() {
        settle(Interest.CHANGING);
        fake.failures.put("view", Problem.TIMED_OUT);
        request(List.of(new ClearVotingExclusions(Set.of(), List.of())));
        time.pass(Duration.ZERO);
        assertThat(fake.count("clear")).isZero();
    }

    @Test
    void aStepThatFailsEndsTheRequestAndIsToldUntilOneSucceeds() {
        settle(Interest.CHANGING);
        fake.failures.put("exclude", Problem.FORBIDDEN);
        request(List.of(new ExcludeFromVoting("m-0"), new Drain(Set.of())));
        time.pass(Duration.ZERO);
        assertThat(fake.count("drain")).isZero();
        StepTrouble trouble = facts().stepTrouble().orElseThrow();
        assertThat(trouble.message()).isEqualTo("Taking the vote of m-0 failed: exclude was refused.");
        assertThat(trouble.at()).isEqualTo(time.instant());
        assertThat(details()).as("the facts are read all the same").isPresent();
        time.pass(SECOND.multipliedBy(10));
        assertThat(facts().stepTrouble()).contains(trouble);

        fake.failures.clear();
        request(DRAIN);
        time.pass(Duration.ZERO);
        assertThat(facts().stepTrouble()).isEmpty();
    }

    @Test
    void stepsThatFailAgainAndAgainAreNoStorm() {
        settle(Interest.CHANGING);
        fake.failures.put("drain", Problem.FORBIDDEN);
        request(DRAIN);
        for (int i = 0; i < 1000; i++) {
            request(DRAIN);
            time.pass(Duration.ofMillis(10));
        }
        assertThat(fake.count("drain")).isBetween(9L, 11L);
    }

    /** Nothing can be done where no node runs, and that is told as ever; nobody is asked for long. */
    @Test
    void stepsWhereNoNodeRunsAreTriedAndFail() {
        fake.failure = Optional.of(Problem.NO_ENDPOINT);
        fake.failures.put("drain", Problem.NO_ENDPOINT);
        settle(Interest.CHANGING);
        news.clear();
        time.pass(Duration.ofMinutes(1));
        assertThat(fake.requests).isEmpty();
        request(DRAIN);
        time.pass(Duration.ZERO);
        assertThat(facts().stepTrouble()).isPresent();
        assertThat(news).hasSize(1);
        for (int i = 0; i < 1000; i++) {
            request(DRAIN);
            time.pass(Duration.ofMillis(10));
        }
        assertThat(fake.count("drain")).isBetween(9L, 12L);
        time.pass(Duration.ofSeconds(3));
        fake.requests.clear();
        time.pass(Duration.ofMinutes(1));
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void aBugInAStepIsAStepThatFailed() {
        settle(Interest.CHANGING);
        fake.whenAsked = Optional.of(asked -> {
            if (asked.equals("drain")) {
                throw new IllegalStateException("bug");
            }
        });
        request(DRAIN);
        time.pass(Duration.ZERO);
        assertThat(facts().stepTrouble().orElseThrow().message()).contains("IllegalStateException");
        assertThat(details()).isPresent();
    }

    @Test
    void aNewRequestReplacesOneThatHasNotBegun() {
        settle(Interest.CHANGING);
        request(List.of(new ForgetShutdown("id")));
        request(DRAIN);
        time.pass(Duration.ZERO);
        assertThat(fake.count("forget")).isZero();
        assertThat(fake.count("drain")).isEqualTo(1);
    }

    @Test
    void stepsThatHadToWaitTooLongAreDroppedAndFactsComeBack() {
        settle(Interest.CHANGING);
        fake.whenAsked = Optional.of(asked -> {
            if (asked.equals("disks") && fake.count("disks") == 1) {
                request(DRAIN);
                time.pass(Duration.ofSeconds(5).plus(MOMENT)); // the poll hangs
            }
        });
        time.pass(SECOND);
        time.pass(SECOND.multipliedBy(10));
        assertThat(fake.count("drain")).isZero();
        assertThat(details()).isPresent();
        assertThat(news).hasSize(1);
    }

    @Test
    void afterStepsAQuietClusterIsReadInFull() {
        settle(Interest.STEADY);
        request(List.of(new ExcludeFromVoting("m-0")));
        time.pass(Duration.ZERO);
        assertThat(fake.names()).containsExactly("exclude", "health", "view");
    }

    @Test
    void furtherStepsOnAQuietClusterNeedNotWaitForItsNextPoll() {
        settle(Interest.STEADY);
        request(List.of(new ExcludeFromVoting("m-0")));
        time.pass(Duration.ZERO);
        request(DRAIN);
        time.pass(Duration.ofMillis(999));
        assertThat(fake.count("drain")).isZero();
        time.pass(MOMENT);
        assertThat(fake.count("drain")).isEqualTo(1);
    }

    @Test
    void nothingIsDoneToAClusterThatIsNotWatched() {
        request(DRAIN);
        time.pass(SECOND);
        settle(Interest.CHANGING);
        request(DRAIN);
        monitor.forget("ns", "es");
        time.pass(SECOND);
        assertThat(fake.count("drain")).isZero();
        assertThat(facts()).isEqualTo(ElasticsearchFacts.NONE);
    }

    /** Watches until the first poll is done, and counts from there. */
    private void settle(Interest interest) {
        watch(interest);
        time.pass(Duration.ZERO);
        fake.requests.clear();
        news.clear();
    }

    private void watch(Interest interest) {
        monitor.watch("ns", "es", TARGET, interest);
    }

    private void request(List<ElasticsearchStep> steps) {
        monitor.request("ns", "es", steps);
    }

    private ElasticsearchFacts facts() {
        return monitor.facts("ns", "es");
    }

    private Optional<Details> details() {
        return facts().known().flatMap(ElasticsearchFacts.Known::details);
    }
}
