package dev.shardwright.snapshot.migration;

import static dev.shardwright.snapshot.migration.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Cutover.Move;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Silence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows from what is known: whatever is not known for certain is no step towards the target. */
class MigrationPlanTest {
    private static final String PROCEED =
            "cutover: {move: Proceed, service: {name: search}," + " aliases: [{alias: all, index: logs}]}";
    private static final Source BLOCKED = new Source(List.of("logs"), List.of(), List.of());
    private static final Source WRITABLE = new Source(List.of("logs"), List.of("logs"), List.of());

    // ---- what is asked, and every way in which it is not answered

    record Question(String name, UnaryOperator<Scene> scene, Errand<?> errand) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Question> questions() {
        return Stream.of(
                new Question("streams at the beginning", s -> s.at(Phase.Registering), look(Phase.Registering, 0)),
                new Question("what to block", s -> s.at(Phase.Blocking), look(Phase.Blocking, 0)),
                new Question(
                        "the block",
                        s -> s.at(Phase.Blocking).blocked("logs").found(look(Phase.Blocking, 0), WRITABLE),
                        new BlockWrites(List.of("logs"))),
                new Question("the last look", s -> s.round(1).at(Phase.DeltaRestoring), since(1)),
                new Question("the look before the switch", s -> s.round(1).at(Phase.Switching), since(1)),
                new Question(
                        "the aliases",
                        s -> s.round(1).at(Phase.Switching).found(since(1), Optional.empty()),
                        new SwitchAliases(Scene.aliases())),
                new Question("the roll-back", s -> s.rollingBack().blocked("logs"), new AllowWrites(List.of("logs"))),
                new Question("the aliases' end", s -> s.switched().rollingBack(), new UndoAliases(Scene.aliases())));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isAskedFirst(Question question) {
        Scene scene = question.scene().apply(new Scene(PROCEED));
        Next next = scene.plan();
        assertThat(next.decision().errand()).contains(question.errand());
        assertThat(next.decision().status()).isEqualTo(scene.status());
        assertThat(next.decision().object()).isEmpty();
        assertThat(next.part()).isEmpty();
    }

    static Stream<Arguments> silences() {
        return questions().flatMap(q -> Stream.of(Problem.values()).map(p -> Arguments.of(q, p)));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void silenceIsToldAndAskedAgainAndIsNeverAStep(Question question, Problem problem) {
        Scene scene = question.scene().apply(new Scene(PROCEED)).failed(question.errand(), problem);
        Next next = scene.plan();
        assertThat(next.decision().status().phase()).isEqualTo(scene.status().phase());
        assertThat(next.decision().status().waitingFor()).isNotNull();
        assertThat(next.decision().status().blockedIndices())
                .isEqualTo(scene.status().blockedIndices());
        assertThat(next.decision().again()).contains(Asking.PAUSE);
        assertThat(next.decision().object()).isEmpty();
        if (scene.status().phase() != Phase.RollingBack) {
            assertThat(Scene.reason(next)).isEqualTo(Silence.reason(problem));
        }
        Next later = MigrationPlan.of(scene.view(), NOW.plus(Asking.PAUSE));
        assertThat(later.decision().errand()).contains(question.errand());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aClusterThatCannotBeAskedIsWaitedFor(Question question) {
        Scene scene = question.scene().apply(new Scene(PROCEED)).withoutClusters();
        Next next = scene.plan();
        assertThat(next.decision().status().phase()).isEqualTo(scene.status().phase());
        assertThat(next.decision().status().waitingFor()).isEqualTo("there is no Secret");
        assertThat(next.decision().errand()).isEmpty();
        assertThat(next.decision().again()).contains(Asking.PAUSE);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void refusalsRollBackOrAreAskedAgain(Question question) {
        Scene scene = question.scene().apply(new Scene(PROCEED)).refused(question.errand());
        Next next = scene.plan();
        boolean changesForward = question.errand() instanceof BlockWrites || question.errand() instanceof SwitchAliases;
        assertThat(next.decision().status().phase())
                .isEqualTo(changesForward ? Phase.RollingBack : scene.status().phase());
        assertThat(next.decision().object()).isEmpty();
    }

    // ---- the parts

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(Phase.Snapshotting, 0, true),
                Arguments.of(Phase.Restoring, 0, false),
                Arguments.of(Phase.DeltaSnapshotting, 2, true),
                Arguments.of(Phase.DeltaRestoring, 2, false));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartThatIsMissingIsMade(Phase phase, int round, boolean snapshot) {
        Next next = part(phase, round, snapshot, Scene::withoutPart).plan();
        assertThat(next.part().map(p -> p.getKind() + " " + p.getMetadata().getName()))
                .contains((snapshot ? "Snapshot" : "Restore") + " move-" + (round == 0 ? "copy" : "delta-2"));
        assertThat(next.decision().status().phase()).isEqualTo(phase);
        assertThat(next.decision().again()).contains(Asking.PAUSE);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartOfSomebodyElseIsNoStep(Phase phase, int round, boolean snapshot) {
        Next next = part(phase, round, snapshot, Scene::foreignPart).plan();
        assertThat(next.part()).isEmpty();
        assertThat(next.decision().status().phase()).isEqualTo(phase);
        assertThat(Scene.reason(next)).isEqualTo("NameTaken");
        assertThat(next.decision().again()).contains(Asking.PAUSE);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartThatHasNotEndedIsNoStep(Phase phase, int round, boolean snapshot) {
        for (String status : List.of(
                "{}",
                "{waitingFor: disk}",
                "{conditions: [{type: Succeeded, status: 'True'," + " reason: Verified, message: m}]}")) {
            Next next = part(phase, round, snapshot, s -> s.part(status)).plan();
            assertThat(next.part()).isEmpty();
            assertThat(next.decision().status().phase()).isEqualTo(phase);
            assertThat(Scene.reason(next)).isEqualTo(snapshot ? "SnapshotRuns" : "RestoreRuns");
            assertThat(next.decision().errand()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartThatFailedEndsIt(Phase phase, int round, boolean snapshot) {
        Map<String, String> reasons = Map.of(
                "conditions: [{type: Succeeded, status: 'False', reason: CountMismatch, message: m}]", "CountMismatch",
                "conditions: [{type: Succeeded, status: Unknown, reason: Running, message: m}]", "Running",
                "conditions: []", snapshot ? "SnapshotFailed" : "RestoreFailed");
        reasons.forEach((conditions, reason) -> {
            Next next = part(phase, round, snapshot, s -> s.part("{finishedAt: now, " + conditions + "}"))
                    .plan();
            assertThat(next.decision().status().phase()).isEqualTo(round == 0 ? Phase.Ended : Phase.RollingBack);
            assertThat(Scene.succeeded(next)).isEqualTo("False");
            assertThat(Scene.reason(next)).isEqualTo(reason);
        });
    }

    private static Scene part(Phase phase, int round, boolean snapshot, UnaryOperator<Scene> part) {
        Scene scene = new Scene(PROCEED).round(round);
        return part.apply(snapshot ? scene.snapshotOnly() : scene).at(phase);
    }

    @Test
    void theFirstCopyGoesOnAndEndsWithoutACutover() {
        assertThat(phaseAfter(new Scene("").round(0).at(Phase.Snapshotting))).isEqualTo(Phase.Restoring);
        Next end = new Scene("").round(0).at(Phase.Restoring).plan();
        assertThat(end.decision().status().phase()).isEqualTo(Phase.Ended);
        assertThat(Scene.succeeded(end) + Scene.reason(end)).isEqualTo("TrueVerified");
        assertThat(end.decision().status().documents()).isEqualTo(7);
        assertThat(phaseAfter(new Scene(PROCEED).round(0).at(Phase.Restoring))).isEqualTo(Phase.Waiting);
    }

    // ---- the rest must be known to the last document

    @Test
    void aSnapshotOfTheRestMustBeExact() {
        Scene scene = new Scene(PROCEED).round(1).at(Phase.DeltaSnapshotting);
        assertThat(phaseAfter(scene)).isEqualTo(Phase.DeltaRestoring);
        IndexCount before = IndexCount.before(1, new Tally("u", 7, 9));
        assertThat(phaseAfter(scene.counts(before.after(new Tally("u", 8, 10)))))
                .isEqualTo(Phase.Blocking);
        assertThat(phaseAfter(scene.counts(before)))
                .as("never counted after it")
                .isEqualTo(Phase.Blocking);
        assertThat(phaseAfter(scene.counts(IndexCount.uncounted("why")))).isEqualTo(Phase.Blocking);
        Next gone = scene.withoutCounts().plan();
        assertThat(gone.decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(Scene.reason(gone)).isEqualTo("CountsMissing");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"DeltaRestoring", "Switching"})
    void withoutCountsNothingLeadsToTheTarget(Phase phase) {
        List<Consumer<Scene>> gaps = List.of(
                Scene::withoutCounts,
                Scene::foreignSnapshot,
                s -> s.counts(IndexCount.uncounted("why")),
                s -> s.counts(IndexCount.exactly(new Tally("u", 7, 9))),
                s -> s.counts(new IndexCount("u", 1, 7L, null, 7L, 7L, null, null)),
                s -> s.counts(new IndexCount(null, 1, 7L, 9L, 7L, 7L, null, null)));
        for (Consumer<Scene> gap : gaps) {
            Scene scene = new Scene(PROCEED).round(1).at(phase);
            gap.accept(scene);
            assertThat(scene.plan().decision().status().phase()).isEqualTo(Phase.RollingBack);
            assertThat(Scene.reason(scene.plan())).isEqualTo("CountsMissing");
        }
    }

    @Test
    void aRestoreThatComparedNothingLeadsNowhere() {
        Next next = new Scene(PROCEED)
                .round(1)
                .part(
                        "{finishedAt: now, conditions: [{type: Succeeded, status: 'True', reason: NotVerified, message: m}]}")
                .at(Phase.DeltaRestoring)
                .plan();
        assertThat(next.decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(Scene.reason(next)).isEqualTo("NotVerified");
    }

    @Test
    void whatChangedSinceIsCopiedOnceMore() {
        Scene scene = new Scene(PROCEED).round(1).at(Phase.DeltaRestoring);
        assertThat(phaseAfter(scene.found(since(1), Optional.of("logs")))).isEqualTo(Phase.Blocking);
        Next same = scene.found(since(1), Optional.empty()).plan();
        assertThat(same.decision().status().phase()).isEqualTo(Phase.Switching);
        assertThat(same.decision().status().switchedAt()).isNotNull();
        assertThat(same.decision().object()).isEmpty();
    }

    /** Kubernetes may not have answered for long, or the target. */
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"DeltaRestoring", "Switching"})
    void anOldLookIsNotActedOn(Phase phase) {
        Scene scene = new Scene(PROCEED).round(1).at(phase).found(since(1), Optional.empty());
        Next next = MigrationPlan.of(scene.view(), NOW.plusSeconds(301));
        assertThat(next.decision().errand()).contains(since(1));
        assertThat(next.decision().status()).isEqualTo(scene.status());
    }

    // ---- blocking

    @Test
    void whatIsBlockedIsWrittenDownBefore() {
        Scene scene = new Scene(PROCEED).at(Phase.Blocking).found(look(Phase.Blocking, 0), WRITABLE);
        Next noted = scene.plan();
        assertThat(noted.decision().errand()).isEmpty();
        assertThat(noted.decision().status().blockedIndices()).containsExactly("logs");
        assertThat(noted.decision().status().blockedAt()).isNotNull();
        Next more = scene.blocked("older").plan();
        assertThat(more.decision().status().blockedIndices()).containsExactly("logs", "older");
    }

    @Test
    void onlyABlockThatWasSeenCounts() {
        BlockWrites block = new BlockWrites(List.of("logs"));
        Scene scene = new Scene(PROCEED)
                .at(Phase.Blocking)
                .blocked("logs")
                .found(look(Phase.Blocking, 0), WRITABLE)
                .found(block, new Done());
        assertThat(Scene.reason(scene.plan())).isEqualTo("StillWritable");
        assertThat(MigrationPlan.of(scene.view(), NOW.plus(Asking.PAUSE))
                        .decision()
                        .errand())
                .contains(block);
        Next seen = scene.found(look(Phase.Blocking, 0), BLOCKED).plan();
        assertThat(seen.decision().status().phase()).isEqualTo(Phase.DeltaSnapshotting);
        assertThat(seen.decision().status().round()).isEqualTo(1);
    }

    /** The rest overwrites what this Migration made, and nothing else. */
    @Test
    void whatIsNewOnTheSourceMustBeNewOnTheTarget() {
        Counts none = new Counts("before", List.of(), Map.of());
        FindOnTarget find = new FindOnTarget(List.of("logs"), 1);
        Scene scene = new Scene(PROCEED).round(1).at(Phase.DeltaSnapshotting).earlier(Optional.of(none));
        assertThat(scene.plan().decision().errand()).contains(find);
        Next taken = scene.found(find, Optional.of("logs")).plan();
        assertThat(taken.decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(Scene.reason(taken)).isEqualTo("IndexConflict");
        Next free = scene.found(find, Optional.<String>empty()).plan();
        assertThat(free.decision().status().phase()).isEqualTo(Phase.DeltaRestoring);
        Next unknown = scene.earlier(Optional.empty()).plan();
        assertThat(Scene.reason(unknown)).isEqualTo("CountsMissing");
    }

    @Test
    void nobodyIsBlockedWhileNodesChangeOrAPlaceIsNotReady() {
        assertThat(Scene.reason(new Scene(PROCEED)
                        .at(Phase.Waiting)
                        .changing("a node is to be restarted")
                        .plan()))
                .isEqualTo("ClusterChanging");
        assertThat(Scene.reason(new Scene(PROCEED)
                        .at(Phase.Waiting)
                        .repositories("False")
                        .plan()))
                .isEqualTo("RepositoryNotReady");
    }

    @Test
    void roundsAndStreamsHaveAnEnd() {
        Scene last = new Scene(PROCEED)
                .round(Crossing.MOST_ROUNDS)
                .at(Phase.Blocking)
                .found(look(Phase.Blocking, Crossing.MOST_ROUNDS), BLOCKED);
        assertThat(last.plan().decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(Scene.reason(last.plan())).isEqualTo("SourceChanges");
        Source streams = new Source(List.of(), List.of(), List.of("metrics"));
        Scene late = new Scene(PROCEED).at(Phase.Blocking).found(look(Phase.Blocking, 0), streams);
        assertThat(late.plan().decision().status().phase()).isEqualTo(Phase.RollingBack);
        Scene early = new Scene(PROCEED).at(Phase.Registering).found(look(Phase.Registering, 0), streams);
        assertThat(early.plan().decision().status().phase()).isEqualTo(Phase.Ended);
        assertThat(phaseAfter(new Scene("").at(Phase.Registering))).isEqualTo(Phase.Snapshotting);
    }

    // ---- the switch and the way back

    @Test
    void aliasesComeBeforeTheService() {
        Scene scene = new Scene(PROCEED).round(1).at(Phase.Switching).found(since(1), Optional.empty());
        assertThat(scene.plan().decision().errand()).contains(new SwitchAliases(Scene.aliases()));
        assertThat(scene.plan().decision().object()).isEmpty();
        Next switched =
                scene.found(new SwitchAliases(Scene.aliases()), new Done()).plan();
        assertThat(leadsTo(switched)).contains("new.example.org");
        assertThat(switched.decision().status().phase()).isEqualTo(Phase.Switched);
        Next already = scene.leadingTo("new.example.org").plan();
        assertThat(already.decision().object()).isEmpty();
        assertThat(already.decision().status().phase()).isEqualTo(Phase.Switched);
    }

    @Test
    void aSourceThatChangedBeforeTheSwitchKeepsTheApplication() {
        Next next = new Scene(PROCEED)
                .round(1)
                .at(Phase.Switching)
                .found(since(1), Optional.of("logs"))
                .plan();
        assertThat(next.decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(Scene.reason(next)).isEqualTo("SourceChanges");
        Next taken =
                new Scene(PROCEED).round(1).at(Phase.Switching).foreignService().plan();
        assertThat(Scene.reason(taken)).isEqualTo("ServiceTaken");
        assertThat(taken.decision().status().phase()).isEqualTo(Phase.RollingBack);
    }

    @Test
    void aSwitchOfNothingIsAWordAlone() {
        Next next = new Scene("cutover: {move: Proceed}")
                .round(1)
                .at(Phase.Switching)
                .found(since(1), Optional.empty())
                .plan();
        assertThat(next.decision().status().phase()).isEqualTo(Phase.Switched);
        assertThat(next.decision().object()).isEmpty();
        assertThat(next.decision().errand()).isEmpty();
    }

    @Test
    void theWayBackGoesByServiceThenSourceThenAliases() {
        Scene scene =
                new Scene(PROCEED).switched().rollingBack().blocked("logs").leadingTo("new.example.org");
        assertThat(leadsTo(scene.plan())).contains("old.example.org");
        assertThat(scene.plan().decision().errand()).isEmpty();
        scene.leadingTo("old.example.org");
        assertThat(scene.plan().decision().errand()).contains(new AllowWrites(List.of("logs")));
        Next opened = scene.found(new AllowWrites(List.of("logs")), new Done()).plan();
        assertThat(opened.decision().status().phase()).isEqualTo(Phase.RollingBack);
        assertThat(opened.decision().status().blockedIndices()).isEmpty();
        assertThat(opened.decision().status().blockedAt()).isNull();
        scene.write(opened.decision().status());
        assertThat(scene.plan().decision().errand()).contains(new UndoAliases(Scene.aliases()));
        Next ended = scene.found(new UndoAliases(Scene.aliases()), new Done()).plan();
        assertThat(ended.decision().status().phase()).isEqualTo(Phase.Ended);
        assertThat(ended.decision().status().switchedAt()).isNull();
        assertThat(Scene.succeeded(ended) + Scene.reason(ended)).isEqualTo("FalseRolledBack");
    }

    /** A Service that this Migration never led anywhere may lead where it does for good reason. */
    @Test
    void theWayBackLeavesAServiceThatWasNotLed() {
        for (Scene scene : List.of(
                new Scene(PROCEED).rollingBack().leadingTo("new.example.org"),
                new Scene(PROCEED).switched().rollingBack().foreignService())) {
            assertThat(scene.plan().decision().object()).isEmpty();
        }
    }

    // ---- moves

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "RollingBack")
    void rollBackIsHeardUnlessItHasEnded(Phase phase) {
        Scene scene = new Scene(PROCEED.replace("Proceed", "RollBack")).round(1).at(phase);
        Next next = scene.plan();
        assertThat(next.decision().status().phase()).isEqualTo(phase == Phase.Ended ? phase : Phase.RollingBack);
        if (phase != Phase.Ended) {
            assertThat(Scene.reason(next)).isEqualTo("RolledBack");
            assertThat(next.decision().status().finishedAt()).isNull();
        }
    }

    @Test
    void rollBackFromTheBeginningChangesNothing() {
        Scene scene = new Scene(PROCEED.replace("Proceed", "RollBack"));
        Next first = scene.plan();
        assertThat(first.decision().status().phase()).isEqualTo(Phase.RollingBack);
        scene.write(first.decision().status());
        Next end = scene.plan();
        assertThat(end.decision().status().phase()).isEqualTo(Phase.Ended);
        assertThat(end.decision().errand()).isEmpty();
        assertThat(end.decision().object()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Move.class)
    void waitingEndsWithAWord(Move move) {
        Scene scene = new Scene("cutover: {move: " + move + "}").at(Phase.Waiting);
        assertThat(phaseAfter(scene))
                .isEqualTo(
                        switch (move) {
                            case Wait -> Phase.Waiting;
                            case Proceed -> Phase.Blocking;
                            case RollBack -> Phase.RollingBack;
                        });
    }

    /** It may have been added while it waited. */
    @Test
    void theServiceLeadsToTheSourceBeforeAnythingIsBlocked() {
        Scene scene = new Scene(PROCEED).at(Phase.Waiting);
        assertThat(leadsTo(scene.withoutService().plan())).contains("old.example.org");
        assertThat(Scene.reason(scene.foreignService().plan())).isEqualTo("ServiceTaken");
        assertThat(Scene.reason(scene.leadingTo("new.example.org").plan())).isEqualTo("ServiceTaken");
        assertThat(phaseAfter(scene.leadingTo("old.example.org"))).isEqualTo(Phase.Blocking);
    }

    @ParameterizedTest
    @EnumSource(
            value = Move.class,
            names = {"Wait", "Proceed"})
    void whatIsOverStaysSo(Move move) {
        for (Phase phase : List.of(Phase.Switched, Phase.Ended)) {
            Scene scene = new Scene("cutover: {move: " + move + "}").round(1).at(phase);
            Next next = scene.plan();
            assertThat(MigrationPlan.isOver(scene.view().resource())).isTrue();
            assertThat(next.decision().status()).isEqualTo(scene.status());
            assertThat(next.decision().errand()).isEmpty();
            assertThat(next.decision().again()).isEmpty();
        }
    }

    // ---- the beginning

    @Test
    void aSpecThatCannotBeFollowedChangesNothing() {
        String service = "cutover: {move: Proceed, service: {name: search}}";
        for (Scene flaw : List.of(
                new Scene("rename: {pattern: '(', replacement: x}"),
                new Scene("indexSettings: {index.number_of_shards: 3}"),
                new Scene("cutover: {move: Proceed, service: {name: Search}}"),
                new Scene(service, "http://old.example.org", "http://10.0.0.1:9200"),
                new Scene(service, "http://[::1]:9200", "http://new.example.org"),
                new Scene(service, "http://a.example.org:9200", "http://A.example.org:9201"))) {
            Next next = flaw.withoutService().plan();
            assertThat(Scene.reason(next)).isEqualTo("InvalidSpec");
            assertThat(next.decision().status().startedAt()).isNull();
            assertThat(next.part()).isEmpty();
        }
        Next good = new Scene(PROCEED).withoutService().plan();
        assertThat(good.decision().status().phase()).isEqualTo(Phase.Registering);
        assertThat(good.decision().status().startedAt()).isNotNull();
        assertThat(good.part()).as("nothing before it is written").isEmpty();
    }

    @Test
    void theServiceOfSomebodyElseIsLeftAlone() {
        for (Scene scene :
                List.of(new Scene(PROCEED).foreignService(), new Scene(PROCEED).leadingTo("new.example.org"))) {
            assertThat(Scene.reason(scene.plan())).isEqualTo("ServiceTaken");
            assertThat(scene.plan().decision().status().startedAt()).isNull();
            assertThat(Scene.reason(scene.at(Phase.Registering).plan())).isEqualTo("ServiceTaken");
            assertThat(scene.plan().decision().object()).isEmpty();
        }
    }

    @Test
    void repositoriesComeFirstAndMustBeReady() {
        Scene scene = new Scene(PROCEED).withoutService().at(Phase.Registering);
        assertThat(leadsTo(scene.plan())).contains("old.example.org");
        scene.repositories("Unknown");
        assertThat(Scene.reason(scene.plan())).isEqualTo("RepositoryNotReady");
        scene.foreignRepositories();
        assertThat(Scene.reason(scene.plan())).isEqualTo("NameTaken");
        scene.withoutRepositories();
        Optional<HasMetadata> made = scene.plan().part();
        assertThat(made.map(p -> p.getMetadata().getName())).contains("move-source");
        assertThat(scene.plan().decision().again()).contains(Asking.PAUSE);
    }

    private static Phase phaseAfter(Scene scene) {
        Next next = scene.plan();
        assertThat(next.decision().object()).isEmpty();
        return next.decision().status().phase();
    }

    private static Optional<String> leadsTo(Next next) {
        return next.decision().object().map(o -> ((Service) o).getSpec().getExternalName());
    }

    private static LookAtSource look(Phase phase, int round) {
        return Scene.look(phase, round);
    }

    private static WrittenSince since(int round) {
        return Scene.since(round);
    }
}
