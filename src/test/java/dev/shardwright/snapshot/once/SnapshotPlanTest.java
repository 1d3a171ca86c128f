package dev.shardwright.snapshot.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.FsLocation;
import dev.shardwright.api.snapshot.RepositoryRef;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.simulation.Chance;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.names.Selection;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPlanTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String UID = "0f3a9c1e-1111-2222-3333-444444444444";
    private static final String NAME = "nightly-0f3a9c1e";
    private static final Look LOOK = new Look("repo", NAME);
    private static final CountIndices BEFORE =
            new CountIndices(List.of(new CountIndices.Index("a", 1)), CountIndices.Moment.Before);
    private static final CountIndices AFTER =
            new CountIndices(List.of(new CountIndices.Index("a", 1)), CountIndices.Moment.After);

    private final Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();
    private final Snapshot resource = new Snapshot();
    private FindIndices find;
    private Optional<SnapshotRepository> repository = Optional.of(repository(false, "True"));
    private Sites.Lookup site = new Sites.Lookup.Found(new Site(
            "ns/es", Target.outside(BaseUrl.of("https://es:9200"), new Authentication.None(), new Trust.Public())));
    private Optional<String> changing = Optional.empty();
    private Optional<ConfigMap> stored = Optional.empty();
    private Instant now = NOON;

    SnapshotPlanTest() {
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName("nightly")
                .withUid(UID)
                .withGeneration(1L)
                .withCreationTimestamp(NOON.toString())
                .build());
        spec(List.of());
    }

    private void spec(List<String> indices) {
        resource.setSpec(new SnapshotSpec(new RepositoryRef("repo"), indices, null, null, null, null, null, null));
        find = new FindIndices(new Expressions(indices));
    }

    private static SnapshotRepository repository(boolean readOnly, String ready) {
        SnapshotRepository repository = new SnapshotRepository();
        repository.setMetadata(
                new ObjectMetaBuilder().withNamespace("ns").withName("repo").build());
        repository.setSpec(new SnapshotRepositorySpec(
                new ClusterRef("es"), null, null, null, new FsLocation("/s"), readOnly, null, null, null));
        Condition condition = new ConditionBuilder()
                .withType("Ready")
                .withStatus(ready)
                .withReason("R")
                .withMessage("m")
                .build();
        repository.setStatus(
                new SnapshotRepositoryStatus(1L, "es", "fs", "repo", null, null, null, null, List.of(condition)));
        return repository;
    }

    private Decision<SnapshotStatus> decide() {
        return SnapshotPlan.of(
                new SnapshotView(
                        resource,
                        repository,
                        site,
                        Optional.of("me"),
                        changing,
                        stored.flatMap(CountsFile::read),
                        new Findings(Optional.empty(), found)),
                now);
    }

    private Decision<SnapshotStatus> pass() {
        Decision<SnapshotStatus> decision = decide();
        decision.object().ifPresent(o -> stored = Optional.of((ConfigMap) o));
        resource.setStatus(decision.status());
        return decision;
    }

    private <T> void heard(Errand<T> errand, Reply<T> reply) {
        if (errand.isChange()) {
            found.clear();
        }
        found.put(errand, new Findings.Finding<>(reply, now));
    }

    private static <T> Reply<Verdict<T>> granted(T value) {
        return Reply.answer(new Verdict.Granted<>(value));
    }

    private static <T> Reply<Verdict<T>> refused(int status, String type, String reason) {
        return Reply.answer(new Verdict.Refused<>(new Complaint(status, type, reason, List.of(), List.of())));
    }

    private static Selection selection(List<String> missing) {
        IndexDetails a = new IndexDetails("a", "u", true, false, Optional.empty(), 1, 1, 0, List.of(), Map.of());
        IndexDetails closed = new IndexDetails("c", "v", false, false, Optional.empty(), 1, 1, 0, List.of(), Map.of());
        return new Selection(List.of("a", "c"), List.of(a, closed), missing);
    }

    private static Map<String, Counted> tally(long documents, long operations) {
        return Map.of("a", new Counted.Of(new Tally("u", documents, operations)));
    }

    private void setOut() {
        heard(find, granted(selection(List.of())));
        heard(BEFORE, Reply.answer(tally(10, 12)));
        pass();
        assertThat(resource.getStatus().startedAt()).isNotNull();
    }

    private void notThere() {
        heard(LOOK, granted(Optional.empty()));
    }

    private Start start() {
        return (Start) pass().errand().orElseThrow();
    }

    private SnapshotInfo info(SnapshotInfo.State state, String reason, Map<String, String> metadata) {
        int failed = state == SnapshotInfo.State.PARTIAL ? 1 : 0;
        return new SnapshotInfo(
                NAME,
                "snap-uuid",
                state,
                reason,
                List.of("a", "c"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("8.19.21"),
                Optional.of(NOON),
                state == SnapshotInfo.State.IN_PROGRESS ? Optional.empty() : Optional.of(NOON.plusSeconds(42)),
                new SnapshotInfo.Shards(2, 2 - failed, failed),
                List.of(),
                metadata);
    }

    private Map<String, String> ours() {
        String counted = stored.flatMap(CountsFile::read).map(Counts::countedAt).orElse("never");
        return Map.of(Marks.UID, UID, Marks.COUNTED, counted);
    }

    private void seen(SnapshotInfo.State state) {
        heard(LOOK, granted(Optional.of(new Look.Seen(info(state, "", ours()), Optional.empty()))));
    }

    private void running() {
        setOut();
        seen(SnapshotInfo.State.IN_PROGRESS);
        pass();
        assertThat(resource.getStatus().uuid()).isEqualTo("snap-uuid");
    }

    private static Condition condition(Decision<SnapshotStatus> decision) {
        return decision.status().conditions().getFirst();
    }

    private void isWaitedFor(String reason, Errand<?> then) {
        Decision<SnapshotStatus> decision = pass();
        assertThat(condition(decision).getStatus()).isEqualTo("Unknown");
        assertThat(condition(decision).getReason()).isEqualTo(reason);
        assertThat(decision.status().waitingFor()).isNotBlank();
        assertThat(decision.status().finishedAt()).isNull();
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again()).contains(PAUSE);
        assertThat(decide().status()).as("told in the same words").isEqualTo(decision.status());
        now = now.plus(PAUSE);
        assertThat(decide().errand()).contains((Errand) then);
    }

    private void endsAs(String reason) {
        Decision<SnapshotStatus> decision = pass();
        assertThat(condition(decision).getStatus()).isEqualTo("False");
        assertThat(condition(decision).getReason()).isEqualTo(reason);
        assertThat(decision.status().finishedAt()).isNotNull();
        isOver();
    }

    private void isOver() {
        SnapshotStatus last = resource.getStatus();
        now = now.plusSeconds(100_000);
        found.clear();
        assertThat(decide()).isEqualTo(Decision.tell(last));
    }

    @Test
    void aSnapshotIsPreparedStartedFollowedAndCounted() {
        assertThat(pass().errand()).contains((Errand) find);
        heard(find, granted(selection(List.of())));
        assertThat(pass().errand()).contains((Errand) BEFORE);
        heard(BEFORE, Reply.answer(tally(10, 12)));
        Decision<SnapshotStatus> out = pass();
        assertThat(out.errand()).as("first it is written down").isEmpty();
        assertThat(out.status().snapshot()).isEqualTo(NAME);
        assertThat(stored.flatMap(CountsFile::read).orElseThrow().names()).containsExactly("a", "c");
        assertThat(pass().errand()).contains((Errand) LOOK);
        notThere();
        Start start = start();
        assertThat(start.what().indices()).containsExactly("a", "c");
        assertThat(start.what().metadata())
                .containsEntry(Marks.UID, UID)
                .containsEntry(Marks.CLUSTER, "me")
                .containsEntry(Marks.COUNTED, NOON.toString());
        heard(start, granted(new Done()));
        assertThat(pass().errand()).contains((Errand) LOOK);
        seen(SnapshotInfo.State.IN_PROGRESS);
        assertThat(condition(pass()).getReason()).isEqualTo("Running");
        seen(SnapshotInfo.State.SUCCESS);
        assertThat(pass().errand()).contains((Errand) AFTER);
        heard(AFTER, Reply.answer(tally(15, 17)));
        Decision<SnapshotStatus> done = pass();
        assertThat(condition(done).getStatus()).isEqualTo("True");
        assertThat(condition(done).getMessage()).contains("Not counted", "c (it is closed)");
        assertThat(done.status().documents()).isEqualTo(10);
        assertThat(done.status().duration()).isEqualTo("42s");
        Counts counts = stored.flatMap(CountsFile::read).orElseThrow();
        assertThat(counts.indices().get("a").highest()).isEqualTo(15);
        isOver();
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void whoeverIsSilentIsAskedAgainAndNothingElseHappens(Problem problem) {
        String reason = Silence.reason(problem);
        heard(find, Reply.failure(problem, "no."));
        isWaitedFor(reason, find);
        heard(find, granted(selection(List.of())));
        heard(BEFORE, Reply.failure(problem, "no."));
        isWaitedFor(reason, BEFORE);
        setOut();
        heard(LOOK, Reply.failure(problem, "no."));
        isWaitedFor(reason, LOOK);
        notThere();
        Start start = start();
        heard(start, Reply.failure(problem, "no."));
        assertThat(pass().errand()).as("whether it was taken is asked first").contains((Errand) LOOK);
        notThere();
        isWaitedFor(reason, start);
        seen(SnapshotInfo.State.SUCCESS);
        heard(AFTER, Reply.failure(problem, "no."));
        isWaitedFor(reason, AFTER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | concurrent_snapshot_execution_exception | a snapshot is already running | AnotherSnapshotRuns",
                "409 | concurrent_snapshot_execution_exception | a deletion is in-progress     | AnotherSnapshotRuns",
                "404 | repository_missing_exception            | [r] missing                   | RepositoryUnreadable",
                "500 | repository_exception                    | concurrent modification       | RepositoryUnreadable",
                "400 | invalid_snapshot_name_exception         | the same name already exists  | NameInUse",
                "400 | snapshot_name_already_in_use_exception  | the same name already exists  | NameInUse",
                "500 | snapshot_exception                      | no longer master              | NotAccepted",
            })
    void aStartThatMayBeTakenLaterIsWaitedFor(int status, String type, String text, String reason) {
        setOut();
        notThere();
        Start start = start();
        heard(start, refused(status, type, text));
        notThere();
        isWaitedFor(reason, start);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | illegal_argument_exception      | no such feature               | Refused",
                "400 | invalid_snapshot_name_exception | must be lower case            | Refused",
                "500 | snapshot_exception              | Indices don't have primary shards [a] | ShardsMissing",
            })
    void aStartThatCannotBeTakenEndsIt(int status, String type, String text, String reason) {
        setOut();
        notThere();
        heard(start(), refused(status, type, text));
        notThere();
        endsAs(reason);
    }

    @Test
    void anIndexThatWentAwayMeanwhileIsLookedUpAgain() {
        setOut();
        notThere();
        heard(start(), refused(404, "index_not_found_exception", "no such index [a]"));
        notThere();
        Decision<SnapshotStatus> decision = pass();
        assertThat(condition(decision).getReason()).isEqualTo("IndexWentAway");
        assertThat(decision.again()).contains(PAUSE);
        now = now.plus(PAUSE);
        assertThat(pass().status().startedAt()).isNull();
        assertThat(pass().errand()).contains((Errand) find);
    }

    @Test
    void refusalsOfQuestionsAreWaitedFor() {
        heard(find, refused(404, "x_exception", "no"));
        isWaitedFor("Refused", find);
        setOut();
        heard(LOOK, refused(404, "repository_missing_exception", "[r] missing"));
        isWaitedFor("RepositoryUnreadable", LOOK);
    }

    @Test
    void whatIsListedAndNotThereEndsIt() {
        spec(List.of("a", "gone"));
        heard(find, granted(selection(List.of("gone"))));
        endsAs("IndexMissing");
    }

    @Test
    void aListThatStandsForNothingEndsIt() {
        spec(List.of("nothing-*"));
        heard(find, granted(new Selection(List.of(), List.of(), List.of())));
        endsAs("NothingToTake");
    }

    @Test
    void moreThanCanBeWrittenDownIsNotBegun() {
        Chance chance = new Chance(5);
        List<IndexDetails> closed = Stream.generate(chance::identity)
                .limit(40_000)
                .map(name -> new IndexDetails(name, "v", false, false, Optional.empty(), 1, 1, 0, List.of(), Map.of()))
                .toList();
        heard(find, granted(new Selection(List.of(), closed, List.of())));
        endsAs("TooManyIndices");
        assertThat(stored).isEmpty();
    }

    @Test
    void anEmptyClusterIsTakenAsItIs() {
        heard(find, granted(new Selection(List.of(), List.of(), List.of())));
        assertThat(pass().status().startedAt()).isNotNull();
    }

    @Test
    void anOldListIsMadeAnewBeforeTheStart() {
        heard(find, granted(selection(List.of())));
        now = NOON.plusSeconds(601);
        heard(BEFORE, Reply.answer(tally(10, 12)));
        assertThat(pass().errand()).contains((Errand) find);
        assertThat(resource.getStatus().startedAt()).isNull();
    }

    @Test
    void aSnapshotOfSomebodyElseIsLeftAlone() {
        setOut();
        heard(
                LOOK,
                granted(Optional.of(
                        new Look.Seen(info(SnapshotInfo.State.IN_PROGRESS, "", Map.of()), Optional.empty()))));
        endsAs("NameTaken");
    }

    @ParameterizedTest
    @CsvSource({
        "PARTIAL, , Partial",
        "FAILED, disk, Failed",
        "FAILED, aborted by deletion, Cancelled",
        "INCOMPATIBLE, , Failed"
    })
    void whatIsNotWholeIsNoSuccess(SnapshotInfo.State state, String text, String reason) {
        running();
        heard(
                LOOK,
                granted(Optional.of(new Look.Seen(info(state, text == null ? "" : text, ours()), Optional.empty()))));
        endsAs(reason);
    }

    @Test
    void oneEmptyAnswerDoesNotEndIt() {
        running();
        notThere();
        LookAgain again = new LookAgain(LOOK);
        isWaitedFor("SnapshotNotSeen", again);
        heard(
                again,
                granted(Optional.of(
                        new Look.Seen(info(SnapshotInfo.State.IN_PROGRESS, "", ours()), Optional.empty()))));
        now = now.plusSeconds(1);
        assertThat(pass().errand()).contains((Errand) LOOK);
        notThere();
        assertThat(pass().errand()).as("the second look was before this one").isEmpty();
        now = now.plus(PAUSE);
        heard(again, Reply.failure(Problem.TIMED_OUT, "no."));
        assertThat(pass().status().finishedAt()).isNull();
        heard(again, granted(Optional.empty()));
        endsAs("SnapshotMissing");
    }

    @Test
    void aLostRecordBeforeTheStartIsMadeAgain() {
        setOut();
        stored = Optional.empty();
        notThere();
        Decision<SnapshotStatus> decision = pass();
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.status().startedAt()).isNull();
        assertThat(decision.status().waitingFor()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatIsNotThatOfTheSnapshotCountsNothing(boolean gone) {
        running();
        Map<String, String> marks = ours();
        now = now.plusSeconds(60);
        if (gone) {
            stored = Optional.empty();
        } else {
            Counts counts = stored.flatMap(CountsFile::read).orElseThrow();
            stored = Optional.of(CountsFile.of(
                    Preparation.countsMetadata(resource),
                    new Counts(counts.snapshot(), counts.names(), counts.indices(), now.toString())));
        }
        heard(LOOK, granted(Optional.of(new Look.Seen(info(SnapshotInfo.State.SUCCESS, "", marks), Optional.empty()))));
        assertThat(condition(pass()).getMessage()).contains("Not counted", "a (the record");
        assertThat(stored.flatMap(CountsFile::read)
                        .orElseThrow()
                        .indices()
                        .get("a")
                        .isCounted())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "gone, RepositoryMissing",
        "read-only, RepositoryReadOnly",
        "not ready, RepositoryNotReady",
        "site, SecretMissing",
        "changing, ClusterChanging",
    })
    void nothingBeginsBeforeItMay(String what, String reason) {
        hinder(what);
        Decision<SnapshotStatus> decision = pass();
        assertThat(condition(decision).getReason()).isEqualTo(reason);
        assertThat(decision.status().waitingFor()).isNotBlank();
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.again()).contains(PAUSE);
        assertThat(decide().status()).isEqualTo(decision.status());
    }

    private void hinder(String what) {
        switch (what) {
            case "gone" -> repository = Optional.empty();
            case "read-only" -> repository = Optional.of(repository(true, "True"));
            case "not ready" -> repository = Optional.of(repository(false, "Unknown"));
            case "site" -> site = new Sites.Lookup.Missing("SecretMissing", "no Secret");
            default -> changing = Optional.of("es-1 is restarted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "not ready", "changing"})
    void whatHasBegunIsFollowedAllTheSame(String what) {
        running();
        hinder(what);
        now = now.plusSeconds(1);
        assertThat(pass().errand()).contains((Errand) LOOK);
        seen(SnapshotInfo.State.SUCCESS);
        assertThat(pass().errand()).contains((Errand) AFTER);
    }

    @ParameterizedTest
    @CsvSource({"read-only, RepositoryReadOnly", "not ready, RepositoryNotReady"})
    void whatMayHaveBegunIsLookedForAndNotStarted(String what, String reason) {
        setOut();
        hinder(what);
        assertThat(pass().errand()).contains((Errand) LOOK);
        notThere();
        isWaitedFor(reason, LOOK);
    }

    @Test
    void aClusterThatChangesForEverIsNotWaitedForForEver() {
        hinder("changing");
        now = NOON.plusSeconds(15 * 60);
        assertThat(pass().errand()).contains((Errand) find);
    }

    @Test
    void progressNeverGoesBackAndIsNotWholeBeforeTheEnd() {
        running();
        assertThat(percent(progress(4, 3, 100, 100)))
                .as("one of four shards has begun")
                .isEqualTo(24);
        assertThat(percent(progress(4, 0, 400, 300))).isEqualTo(75);
        assertThat(percent(progress(4, 0, 900, 300))).isEqualTo(75);
        assertThat(percent(progress(0, 0, 0, 0))).isEqualTo(75);
        assertThat(percent(progress(4, 0, 900, 900))).isEqualTo(99);
    }

    private int percent(SnapshotProgress progress) {
        heard(
                LOOK,
                granted(Optional.of(
                        new Look.Seen(info(SnapshotInfo.State.IN_PROGRESS, "", ours()), Optional.of(progress)))));
        return pass().status().percent();
    }

    private static SnapshotProgress progress(int shards, int notBegun, long bytes, long done) {
        return new SnapshotProgress(
                "snap-uuid",
                "STARTED",
                new SnapshotProgress.Stages(notBegun, shards - notBegun, 0, 0, 0, shards),
                new SnapshotProgress.Files(1, bytes),
                new SnapshotProgress.Files(1, done),
                new SnapshotProgress.Files(1, bytes),
                Optional.empty());
    }
}
