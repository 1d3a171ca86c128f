package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.VerificationResult;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardCopy.State;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the beginning to the end, step by step. */
class RunningTest {
    private static final Set<String> KEYS = Set.of("index.number_of_replicas", "index.refresh_interval");
    private static final LookWhetherBegun LOOK = new LookWhetherBegun("r", "s", Set.of("a", "b"), Map.of(), KEYS);
    private static final Begin BEGIN = new Begin(
            "r",
            "s",
            new NewRestore(List.of("a", "b"), Optional.empty(), true, false, List.of(), Map.of(), List.of()),
            Set.of("a", "b"),
            Map.of());
    private static final Poll POLL = new Poll(List.of("a", "b"));
    private static final CountIndices COUNT = new CountIndices(
            List.of(new CountIndices.Index("a", 1), new CountIndices.Index("b", 1)), CountIndices.Moment.After);
    private static final Findings ALL_THERE =
            Scenes.heard(POLL, Scenes.granted(Scenes.copying(State.STARTED)), Scenes.NOON);

    private static Decision<RestoreStatus> at(Step step, RestoreRecord record, Findings findings, String... spec) {
        return RestorePlan.of(Scenes.view(Views.restore(spec), step, record, findings), Scenes.NOON.plusMillis(5));
    }

    private static Findings looked(Begun begun) {
        return Scenes.heard(LOOK, Scenes.granted(begun), Scenes.NOON);
    }

    private static <T> Reply<Verdict<T>> refused(String type) {
        return FakeCluster.refused(type, "no");
    }

    private static void assertFailing(Decision<RestoreStatus> decision, String reason, String message) {
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.status().step()).isEqualTo(Step.PuttingBack);
        assertThat(decision.status().finishedAt()).isNull();
        Condition succeeded = decision.status().conditions().getFirst();
        assertThat(succeeded.getStatus()).isEqualTo("False");
        assertThat(succeeded.getReason()).isEqualTo(reason);
        assertThat(succeeded.getMessage()).startsWith(message);
    }

    @Test
    void itsIndicesAreWrittenDownBeforeAnythingOfThemIsChanged() {
        RestoreRecord made = Scenes.made();
        Decision<RestoreStatus> decision =
                at(Step.Preparing, Scenes.preparing(Map.of()), looked(new Begun.Ours(made.made())));
        assertThat(decision.status().step()).isEqualTo(Step.Restoring);
        assertThat(decision.object()).contains(RecordFile.of(Views.restore(), made));
        assertThat(decision.errand()).isEmpty();
    }

    @Test
    void whatTheyHadAtFirstIsNeverWrittenTwice() {
        Begun hurried = new Begun.Ours(Map.of("a", new Made(Scenes.A, Map.of("index.number_of_replicas", "0"))));
        assertThat(at(Step.Preparing, Scenes.made(), looked(hurried)).object()).isEmpty();
    }

    @Test
    void whatIsNotOursEndsIt() {
        RestoreRecord record = Scenes.preparing(Map.of());
        assertFailing(
                at(Step.Preparing, record, looked(new Begun.Others("a"))), "IndexConflict", "an index a was made");
        assertFailing(at(Step.Preparing, record, looked(new Begun.Unclear("a"))), "Unclear", "index a was restored");
    }

    @Test
    void aRestoreThatWasTakenAndIsGoneIsNotBegunAgain() {
        Findings findings =
                Scenes.and(looked(new Begun.NotYet(Map.of())), BEGIN, Scenes.granted(new Done()), Scenes.NOON);
        assertFailing(
                at(Step.Preparing, Scenes.preparing(Map.of()), findings), "RestoreFailed", "the indices were deleted");
    }

    @Test
    void aRefusalForGoodEndsIt() {
        Findings findings = Scenes.and(
                looked(new Begun.NotYet(Map.of())), BEGIN, refused("snapshot_restore_exception"), Scenes.NOON);
        assertFailing(
                at(Step.Preparing, Scenes.preparing(Map.of()), findings),
                "Refused",
                "Elasticsearch did not take it, and nothing was restored: snapshot_restore_exception: no");
    }

    @Test
    void anOldLookIsNotTrusted() {
        RestoreView view = Scenes.view(
                Views.restore(), Step.Preparing, Scenes.preparing(Map.of()), looked(new Begun.NotYet(Map.of())));
        assertThat(RestorePlan.of(view, Scenes.NOON.plusSeconds(301)).errand()).isEqualTo(Optional.of(LOOK));
    }

    @Test
    void anIndexThatOpensAgainIsNotClosedInALoop() {
        Map<String, Identity> inTheWay = Map.of("a", Scenes.A);
        Findings findings = Scenes.and(
                Scenes.heard(
                        new LookWhetherBegun("r", "s", Set.of("a", "b"), inTheWay, KEYS),
                        Scenes.granted(new Begun.NotYet(inTheWay)),
                        Scenes.NOON),
                new CloseIndices(inTheWay),
                Scenes.granted(new Done()),
                Scenes.NOON);
        Decision<RestoreStatus> decision = at(Step.Preparing, Scenes.preparing(inTheWay), findings);
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again().orElseThrow()).isGreaterThan(Duration.ofSeconds(9));
        assertThat(decision.status().waitingFor()).startsWith("an index that was closed is open again");
    }

    @Test
    void settingsThatAreRefusedCostTimeAndNothingElse() {
        RestoreRecord made = Scenes.made();
        Findings findings = Scenes.heard(
                made.hurry(Map.of("index.number_of_replicas", "0", "index.refresh_interval", "-1")),
                refused("illegal_argument_exception"),
                Scenes.NOON);
        assertThat(at(Step.Restoring, made, findings).errand()).isEqualTo(Optional.of(POLL));
    }

    @Test
    void itIsLookedAtAboutOnceASecondAndLessOftenLater() {
        Findings findings = Scenes.heard(POLL, Scenes.granted(Scenes.copying(State.INITIALIZING)), Scenes.NOON);
        Decision<RestoreStatus> early = at(Step.Restoring, Scenes.made(), findings, "indexSettings: {}");
        assertThat(early.again()).contains(Duration.ofMillis(995));
        assertThat(early.status().percent()).isEqualTo(50);
        RestoreView view = Scenes.view(
                Views.restore("indexSettings: {}"),
                Step.Restoring,
                Scenes.made(),
                Scenes.heard(POLL, Scenes.granted(Scenes.copying(State.INITIALIZING)), Scenes.NOON.plusSeconds(100)));
        assertThat(RestorePlan.of(view, Scenes.NOON.plusSeconds(100)).again()).contains(Duration.ofSeconds(5));
    }

    @Test
    void aShardThatHasNoNodeIsNamed() {
        Copying copying = new Copying(
                List.of(new IndexShards(
                        "a", List.of(Scenes.copy(State.UNASSIGNED, "NODE_LEFT", "no_valid_shard_copy")))),
                List.of());
        Findings findings = Scenes.heard(POLL, Scenes.granted(copying), Scenes.NOON);
        for (Step step : List.of(Step.Restoring, Step.Verifying)) {
            RestoreStatus status =
                    at(step, Scenes.made(), findings, "indexSettings: {}").status();
            assertThat(status.waitingFor()).startsWith("shard 0 of a has no node: NODE_LEFT (no_valid_shard_copy)");
            assertThat(status.step()).isEqualTo(step);
        }
    }

    @Test
    void aShardThatIsGivenUpEndsIt() {
        Copying copying = new Copying(
                List.of(new IndexShards(
                        "a", List.of(Scenes.copy(State.UNASSIGNED, "ALLOCATION_FAILED", "deciders_no")))),
                List.of());
        Findings findings = Scenes.heard(POLL, Scenes.granted(copying), Scenes.NOON);
        assertFailing(
                at(Step.Restoring, Scenes.made(), findings, "indexSettings: {}"),
                "RestoreFailed",
                "Elasticsearch has given up on shard 0 of a: details");
    }

    @Test
    void anIndexThatIsDeletedEndsIt() {
        Findings findings = Scenes.heard(POLL, refused("index_not_found_exception"), Scenes.NOON);
        assertFailing(
                at(Step.Restoring, Scenes.made(), findings, "indexSettings: {}"),
                "RestoreFailed",
                "an index was deleted while it was restored");
    }

    // ---- verification

    private static Decision<RestoreStatus> counted(Counted a, String... spec) {
        Map<String, Counted> all = Map.of("a", a, "b", new Counted.Of(Scenes.tally("b1", 5)));
        return at(Step.Verifying, Scenes.made(), Scenes.and(ALL_THERE, COUNT, Reply.answer(all), Scenes.NOON), spec);
    }

    @Test
    void numbersThatAgreeAreVerifiedOnceAllIsPutBack() {
        Decision<RestoreStatus> decision = counted(new Counted.Of(Scenes.tally("a1", 3)));
        assertThat(decision.status().step()).isEqualTo(Step.PuttingBack);
        assertThat(decision.status().verification()).isEqualTo(new VerificationResult(2, 8L, 0, 0, null, null));
        assertThat(decision.status().conditions().getFirst().getStatus()).isEqualTo("Unknown");
        RestoreStatus ended = putBack(decision.status());
        assertThat(ended.finishedAt()).isNotNull();
        assertThat(ended.conditions().getFirst().getReason()).isEqualTo("Verified");
        assertThat(ended.conditions().getFirst().getMessage())
                .isEqualTo("8 documents in 2 indices are as many as they should be");
    }

    @Test
    void aDocumentThatIsMissingIsToldWithBothNumbers() {
        Decision<RestoreStatus> decision = counted(new Counted.Of(Scenes.tally("a1", 2)));
        assertFailing(decision, "CountMismatch", "index a has 2 documents and should have 3");
        assertThat(decision.object()).isPresent();
        RestoreStatus ended = putBack(decision.status());
        assertThat(ended.conditions().getFirst().getReason()).isEqualTo("CountMismatch");
        assertThat(ended.conditions().getFirst().getStatus()).isEqualTo("False");
    }

    @Test
    void whatCouldNotBeCountedDoesNotAgree() {
        assertFailing(counted(new Counted.Not("closed")), "NotCounted", "index a could not be compared: closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Counts", "CountsAndSamples"})
    void withoutWordOfTheComparisonItDidNotSucceed(String verification) {
        RestoreStatus status = putBack(
                RestoreStatus.none().at(Step.PuttingBack).started(Scenes.NOON.toString()),
                "verification: " + verification);
        assertThat(status.conditions().getFirst().getStatus()).isEqualTo("False");
    }

    @Test
    void withoutVerificationItSaysSo() {
        Decision<RestoreStatus> decision = at(Step.Verifying, Scenes.made(), Findings.NONE, "verification: None");
        assertThat(decision.status().step()).isEqualTo(Step.PuttingBack);
        assertThat(putBack(decision.status(), "verification: None")
                        .conditions()
                        .getFirst()
                        .getReason())
                .isEqualTo("NotVerified");
    }

    private static RestoreStatus putBack(RestoreStatus status, String... spec) {
        RestoreRecord made = Scenes.made();
        Findings done = Scenes.heard(made.undo(), Scenes.granted(new Done()), Scenes.NOON);
        return RestorePlan.of(Scenes.view(Views.restore(spec), status, made, done), Scenes.NOON)
                .status();
    }

    @Test
    void whatCannotBePutBackIsTriedAgain() {
        RestoreRecord made = Scenes.made();
        Findings refused = Scenes.heard(
                made.undo(),
                Reply.answer(new Verdict.Refused<>(new Complaint(400, "illegal", "no", List.of(), List.of()))),
                Scenes.NOON);
        Decision<RestoreStatus> decision = at(Step.PuttingBack, made, refused);
        assertThat(decision.status().waitingFor()).isEqualTo("settings could not be put back: illegal: no");
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again().orElseThrow()).isGreaterThan(Duration.ofSeconds(9));
    }

    // ---- compared with a running cluster

    private static Decision<RestoreStatus> live(Sites.Lookup lookup, Reply<Map<String, Counted>> there) {
        Map<String, Counted> here =
                Map.of("a", new Counted.Of(Scenes.tally("a1", 3)), "b", new Counted.Of(Scenes.tally("b1", 5)));
        Findings findings = Scenes.and(ALL_THERE, COUNT, Reply.answer(here), Scenes.NOON);
        RestoreView view = Scenes.view(
                Views.restore("compareWith: {clusterRef: {name: old}}"),
                Step.Verifying,
                Scenes.made(),
                there == null ? findings : Scenes.and(findings, new Elsewhere("ns/es", COUNT), there, Scenes.NOON));
        return RestorePlan.of(
                new RestoreView(
                        view.resource(),
                        view.snapshot(),
                        view.repository(),
                        view.site(),
                        Optional.of(lookup),
                        Optional.empty(),
                        view.record(),
                        view.findings()),
                Scenes.NOON.plusMillis(5));
    }

    private static Map<String, Counted> there(long a) {
        return Map.of("a", new Counted.Of(Scenes.tally("old", a)), "b", new Counted.Of(Scenes.tally("old", 5)));
    }

    @Test
    void theNumbersOfARunningClusterAreCompared() {
        Sites.Lookup found = new Sites.Lookup.Found(Views.SITE);
        assertThat(live(found, null).errand()).isEqualTo(Optional.of(new Elsewhere("ns/es", COUNT)));
        assertThat(live(found, null).at()).contains(Views.SITE);
        assertThat(live(found, Reply.answer(there(3))).status().verification().differing())
                .isZero();
        assertFailing(
                live(found, Reply.answer(there(4))), "CountMismatch", "index a has 3 documents and should have 4");
        assertFailing(
                live(
                        found,
                        Reply.answer(
                                Map.of("b", new Counted.Of(Scenes.tally("old", 5)), "a", new Counted.Not("gone")))),
                "NotCounted",
                "index a could not be compared");
    }

    @Test
    void aClusterThatDoesNotAnswerIsWaitedFor() {
        Decision<RestoreStatus> missing = live(new Sites.Lookup.Missing("ClusterMissing", "there is none"), null);
        assertThat(missing.status().waitingFor()).isEqualTo("spec.compareWith: there is none");
        for (Problem problem : Problem.values()) {
            Decision<RestoreStatus> silent =
                    live(new Sites.Lookup.Found(Views.SITE), Reply.failure(problem, "no answer"));
            assertThat(silent.status().waitingFor()).isEqualTo("spec.compareWith: no answer");
            assertThat(silent.status().step()).isEqualTo(Step.Verifying);
            assertThat(silent.errand()).isEmpty();
        }
    }
}
