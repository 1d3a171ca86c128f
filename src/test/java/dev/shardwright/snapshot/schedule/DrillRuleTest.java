package dev.shardwright.snapshot.schedule;

import static dev.shardwright.snapshot.schedule.Scene.SCRATCH;
import static dev.shardwright.snapshot.schedule.Scene.THROW_AWAY;
import static dev.shardwright.snapshot.schedule.Scene.deleting;
import static dev.shardwright.snapshot.schedule.Scene.end;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.VolumeRetention;
import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.snapshot.schedule.Change.Create;
import dev.shardwright.snapshot.schedule.Change.Delete;
import dev.shardwright.snapshot.schedule.Change.DeleteScratchIndices;
import dev.shardwright.snapshot.schedule.Change.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillRuleTest {
    private static final String RUN = "nightly-20261122-020000";
    private static final String DUE = "2026-11-22T05:00:00Z";
    private static final String NAME = "nightly-drill-20261122-050000";
    private static final String NOW = "2026-11-22T05:00:05Z";
    private static final String LATER = "2026-11-22T06:00:00Z";

    private static Scene ready(String spec) {
        Scene scene = new Scene(spec);
        scene.good("2026-11-21T02:00:00Z");
        scene.good("2026-11-22T02:00:00Z");
        scene.failed("2026-11-22T03:00:00Z");
        scene.schedule.getMetadata().setCreationTimestamp("2026-11-21T06:00:00Z");
        assertThat(scene.settled("2026-11-22T04:00:00Z").change()).isEmpty();
        return scene;
    }

    private static <T extends HasMetadata> T created(Class<T> kind, SchedulePlan plan) {
        return kind.cast(((Create) plan.change().orElseThrow()).object());
    }

    @Test
    void newestGoodSnapshotIsRestoredUnderOtherNames() {
        Scene scene = ready(SCRATCH);
        assertThat(scene.settled("2026-11-22T04:59:59Z").change()).isEmpty();
        Restore restore = created(Restore.class, scene.settled(DUE));
        assertThat(restore.getMetadata().getName()).isEqualTo(NAME);
        assertThat(restore.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getUid())
                .isEqualTo("schedule-uid"));
        RestoreSpec spec = restore.getSpec();
        assertThat(spec.snapshotRef().name()).isEqualTo(RUN);
        assertThat(spec.clusterRef()).isNull();
        assertThat(spec.rename().pattern()).isEqualTo("(.+)");
        assertThat(spec.rename().replacement()).isEqualTo("drill-$1");
        assertThat(spec.includeAliases()).isFalse();
        assertThat(spec.conflict()).isEqualTo(Conflict.Fail);
        assertThat(spec.verification()).isEqualTo(Verification.Counts);
        assertThat(spec.dryRun()).isFalse();
    }

    @Test
    void drillIsMadeOnceWhateverBecomesOfItsRestore() {
        Scene scene = ready(SCRATCH);
        Restore restore = scene.drill(DUE, RUN);
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.written().lastDrillScheduled()).isEqualTo(DUE);
        scene.restores.remove(restore);
        assertThat(scene.settled(NOW).change()).isEmpty();
    }

    @Test
    void suspendedScheduleStillDrills() {
        Scene scene = ready(SCRATCH + "suspend: true");
        assertThat(created(Restore.class, scene.settled(DUE)).getMetadata().getName())
                .isEqualTo(NAME);
    }

    @Test
    void drillThatIsNewlyAskedForBeginsWithTimesFromThenOn() {
        Scene scene = ready(Scene.NIGHTLY);
        scene.spec(SCRATCH);
        assertThat(scene.settled("2026-11-22T05:30:00Z").change()).isEmpty();
        assertThat(scene.written().nextDrill()).isEqualTo("2026-11-23T05:00:00Z");
    }

    @Test
    void withoutAGoodSnapshotTheDrillIsLeftOutAndTold() {
        Scene scene = ready(SCRATCH);
        scene.snapshots.removeIf(s -> !s.getMetadata().getName().endsWith("030000"));
        assertThat(scene.settled(DUE).change()).isEmpty();
        assertThat(scene.written().lastFailedDrill().name()).isEqualTo(NAME);
        assertThat(scene.written().lastFailedDrill().message()).contains("no good snapshot");
        assertThat(scene.written().lastDrillScheduled()).isEqualTo(DUE);
    }

    @Test
    void drillThatOverlapsWithTheOneBeforeIsLeftOut() {
        Scene scene = ready(SCRATCH);
        scene.drill("2026-11-21T05:00:00Z", "nightly-20261121-020000");
        assertThat(scene.settled(NOW).change()).isEmpty();
        assertThat(scene.written().lastFailedDrill().name()).isEqualTo(NAME);
        assertThat(scene.written().lastFailedDrill().message()).contains("the drill before");
    }

    @ParameterizedTest(name = "{0} {1}, verification {2}: proof {3}")
    @CsvSource({
        "True,Verified,Counts,true",
        "True,NotVerified,Counts,false",
        "True,Verified,None,false",
        "False,CountMismatch,Counts,false",
        "False,Verified,Counts,false",
        "Unknown,Verified,Counts,false"
    })
    void onlyComparedDocumentsAreAProof(String succeeded, String reason, String verification, boolean proof) {
        Scene scene = ready(SCRATCH);
        Restore restore = scene.drill(DUE, RUN);
        RestoreSpec s = restore.getSpec();
        restore.setSpec(new RestoreSpec(
                s.clusterRef(),
                s.repositoryRef(),
                s.snapshotRef(),
                null,
                s.indices(),
                s.rename(),
                false,
                false,
                s.featureStates(),
                s.indexSettings(),
                List.of(),
                s.conflict(),
                Verification.valueOf(verification),
                null,
                false));
        end(restore, succeeded, reason);
        scene.settled(LATER);
        assertThat(Optional.ofNullable(scene.written().lastProof()).isPresent()).isEqualTo(proof);
        assertThat(Optional.ofNullable(scene.written().lastFailedDrill()).isPresent())
                .isEqualTo(!proof);
    }

    @Test
    void restoreThatHasNotEndedIsNoProof() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "2026-11-22T05:01:00Z", null, "True", "Verified");
        scene.settled(LATER);
        assertThat(scene.written().lastProof()).isNull();
    }

    @Test
    void proofStaysWhenItsRestoreIsGoneAndALaterDrillFails() {
        Scene scene = ready(SCRATCH);
        Restore proven = end(scene.drill(DUE, RUN), "True", "Verified");
        scene.settled(LATER);
        scene.restores.remove(proven);
        end(scene.drill("2026-11-23T05:00:00Z", RUN), "False", "CountMismatch");
        scene.settled("2026-11-23T06:00:00Z");
        assertThat(scene.written().lastProof().name()).isEqualTo(NAME);
        assertThat(scene.written().lastProof().at()).isEqualTo("2026-11-22T05:30:00Z");
        assertThat(scene.written().lastFailedDrill().name()).isEqualTo("nightly-drill-20261123-050000");
    }

    @Test
    void whatTheDrillLeftIsDeletedByNameOnceTheClusterHasTold() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "False", "CountMismatch");
        SchedulePlan plan = scene.settled(LATER);
        assertThat(plan.question()).contains(new Scratch.Question(NAME, RUN, "drill-"));
        assertThat(plan.change()).isEmpty();
        scene.scratch = Optional.of(new Scratch(NAME, Optional.of(List.of("drill-b", "drill-a")), ""));
        assertThat(scene.settled(LATER).change())
                .contains(new DeleteScratchIndices(NAME, List.of("drill-a", "drill-b")));
        scene.scratch = Optional.of(new Scratch(NAME, Optional.of(List.of()), ""));
        SchedulePlan done = scene.settled(LATER);
        assertThat(done.change()).isEmpty();
        assertThat(done.question()).isEmpty();
        assertThat(scene.written().clearedDrill()).isEqualTo(NAME);
        scene.scratch = Optional.empty();
        assertThat(scene.settled(LATER).question()).isEmpty();
    }

    @Test
    void unknownListDeletesNothingSaysSoAndHoldsTheNextDrillUp() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "True", "Verified");
        scene.scratch = Optional.of(new Scratch(NAME, Optional.empty(), "es: 503"));
        assertThat(scene.settled(LATER).change()).isEmpty();
        assertThat(scene.condition("Ready").getMessage()).contains("still to be deleted: es: 503", NAME);
        scene.good("2026-11-23T02:00:00Z");
        assertThat(scene.settled("2026-11-23T05:00:00Z").change()).isEmpty();
        assertThat(scene.written().lastFailedDrill().message()).contains("cleared away");
    }

    @Test
    void answerAboutAnotherDrillIsNoAnswer() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "True", "Verified");
        scene.scratch = Optional.of(new Scratch("nightly-drill-20261115-050000", Optional.of(List.of("drill-a")), ""));
        assertThat(scene.settled(LATER).change()).isEmpty();
    }

    @Test
    void nothingButScratchNamesIsEverDeleted() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "True", "Verified");
        scene.scratch = Optional.of(new Scratch(
                NAME,
                Optional.of(List.of(
                        "orders",
                        "drill-",
                        "drill-*",
                        "drill-a,orders",
                        "mydrill-a",
                        "drill-?",
                        "*",
                        "",
                        "drill- x",
                        "drill-ok",
                        "<drill-a>")),
                ""));
        assertThat(scene.settled(LATER).change()).contains(new DeleteScratchIndices(NAME, List.of("drill-ok")));
    }

    /** It met an index of that name in the preflight: that one is somebody else's. */
    @Test
    void drillThatNeverStartedLeftNothing() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), null, "2026-11-22T05:30:00Z", "False", "IndexExists");
        scene.scratch = Optional.of(new Scratch(NAME, Optional.of(List.of("drill-a")), ""));
        SchedulePlan plan = scene.settled(LATER);
        assertThat(plan.change()).isEmpty();
        assertThat(plan.question()).isEmpty();
    }

    @Test
    void drillThatGoesOnIsNotClearedAway() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "2026-11-22T05:01:00Z", null, "Unknown", "Restoring");
        scene.scratch = Optional.of(new Scratch(NAME, Optional.of(List.of("drill-a")), ""));
        assertThat(scene.settled(LATER).change()).isEmpty();
    }

    @Test
    void drillThatWasTakenOutOfTheSpecIsStillClearedAway() {
        Scene scene = ready(SCRATCH);
        end(scene.drill(DUE, RUN), "True", "Verified");
        scene.spec(Scene.NIGHTLY);
        assertThat(scene.settled(LATER).question()).isPresent();
    }

    @Test
    void threeRestoresAreKept() {
        Scene scene = ready(SCRATCH);
        for (int day = 10; day < 15; day++) {
            end(scene.drill("2026-11-%d".formatted(day) + "T05:00:00Z", RUN), "True", "Verified");
        }
        assertThat(scene.settled("2026-11-22T04:30:00Z").change())
                .as("not before the last is cleared")
                .isEmpty();
        scene.scratch = Optional.of(new Scratch("nightly-drill-20261114-050000", Optional.of(List.of()), ""));
        for (int day = 10; day < 12; day++) {
            Delete delete =
                    (Delete) scene.settled("2026-11-22T04:30:00Z").change().orElseThrow();
            assertThat(delete.kind()).isEqualTo(Kind.Restore);
            assertThat(delete.name()).isEqualTo("nightly-drill-202611" + day + "-050000");
            scene.restores.removeIf(r -> r.getMetadata().getName().equals(delete.name()));
        }
        assertThat(scene.settled("2026-11-22T04:30:00Z").change()).isEmpty();
    }

    @Test
    void restoreOfSomebodyElseIsNoDrill() {
        Scene scene = ready(SCRATCH);
        Restore restore = end(scene.drill("2026-11-21T05:00:00Z", RUN), "True", "Verified");
        restore.getMetadata().getOwnerReferences().getFirst().setUid("another-schedule");
        SchedulePlan plan = scene.settled("2026-11-22T04:30:00Z");
        assertThat(plan.question()).isEmpty();
        assertThat(scene.written().lastProof()).isNull();
    }

    @Test
    void throwAwayDrillMakesItsPlacesAndTakesThemAway() {
        Scene scene = ready(THROW_AWAY);
        Restore restore = created(Restore.class, scene.settled(DUE));
        assertThat(restore.getSpec().clusterRef().name()).isEqualTo("nightly-drill");
        assertThat(restore.getSpec().repositoryRef().name()).isEqualTo("nightly-drill");
        assertThat(restore.getSpec().rename()).isNull();
        scene.drill(DUE, RUN);

        ElasticCluster cluster = created(ElasticCluster.class, scene.settled(NOW));
        assertThat(cluster.getMetadata().getName()).isEqualTo("nightly-drill");
        assertThat(cluster.getSpec().volumeRetention()).isEqualTo(VolumeRetention.Delete);
        assertThat(cluster.getSpec().version()).isEqualTo("8.19.21");
        assertThat(cluster.getSpec().image()).isEqualTo("registry.example.org/es:8.19.21");
        assertThat(cluster.getSpec().config()).containsEntry("path.repo", "/backups");
        assertThat(cluster.getSpec().secureSettings()).hasSize(1);
        assertThat(cluster.getSpec().nodePools()).singleElement().satisfies(pool -> {
            assertThat(pool.name()).isEqualTo("drill");
            assertThat(pool.replicas()).isEqualTo(2);
            assertThat(pool.roles()).contains(NodeRole.MASTER, NodeRole.DATA, NodeRole.INGEST);
            assertThat(pool.storage().size()).isEqualTo("5Gi");
            assertThat(pool.podTemplate()).containsKey("spec");
        });
        scene.clusters.add(scene.identify(cluster, "nightly-drill"));

        SnapshotRepository repository = created(SnapshotRepository.class, scene.settled(NOW));
        assertThat(repository.getSpec().clusterRef().name()).isEqualTo("nightly-drill");
        assertThat(repository.getSpec().readOnly()).isTrue();
        assertThat(repository.getSpec().fs().location()).isEqualTo("/backups");
        scene.repositories.add(scene.identify(repository, "nightly-drill"));
        assertThat(scene.settled(NOW).change()).isEmpty();

        end(scene.restores.getFirst(), "True", "Verified");
        assertThat(scene.settled(LATER).question()).isEmpty();
        assertThat(scene.settled(LATER).change()).get().isInstanceOfSatisfying(Delete.class, d -> {
            assertThat(d.kind()).isEqualTo(Kind.SnapshotRepository);
            assertThat(d.uid()).isEqualTo(repository.getMetadata().getUid());
        });
        deleting(repository);
        assertThat(scene.settled(LATER).change()).get().isInstanceOfSatisfying(Delete.class, d -> {
            assertThat(d.kind()).isEqualTo(Kind.ElasticCluster);
            assertThat(d.name()).isEqualTo("nightly-drill");
            assertThat(d.uid()).isEqualTo(cluster.getMetadata().getUid());
        });
        scene.repositories.remove(repository);
        deleting(cluster);
        assertThat(scene.settled(LATER).change()).isEmpty();
        assertThat(scene.written().lastProof().name()).isEqualTo(NAME);
    }

    @Test
    void placesGoWhenAPersonDeletesTheRestore() {
        Scene scene = ready(THROW_AWAY);
        Restore restore = scene.drill(DUE, RUN);
        scene.clusters.add(scene.identify(created(ElasticCluster.class, scene.settled(NOW)), "nightly-drill"));
        deleting(restore);
        assertThat(scene.settled(NOW).change()).get().isInstanceOfSatisfying(Delete.class, d -> assertThat(d.kind())
                .isEqualTo(Kind.ElasticCluster));
    }

    @Test
    void clusterOfSomebodyElseIsNeverTouched() {
        Scene scene = ready(THROW_AWAY);
        scene.cluster("nightly-drill");
        assertThat(scene.settled(DUE).change()).isEmpty();
        assertThat(scene.written().lastFailedDrill().message()).contains("ElasticCluster nightly-drill");

        scene.begun("2026-11-23T02:00:00Z");
        scene.drill("2026-11-23T05:00:00Z", RUN);
        assertThat(scene.settled("2026-11-23T05:00:05Z").change())
                .get()
                .isInstanceOfSatisfying(Delete.class, d -> assertThat(d.kind())
                        .as("it must not restore into it")
                        .isEqualTo(Kind.Restore));
        scene.restores.clear();
        assertThat(scene.settled("2026-11-23T05:00:05Z").change()).isEmpty();
    }

    @Test
    void clusterIsNotMadeAgainOnceTheRestoreHasStarted() {
        Scene scene = ready(THROW_AWAY);
        end(scene.drill(DUE, RUN), "2026-11-22T05:01:00Z", null, "Unknown", "Restoring");
        assertThat(scene.settled(NOW).change()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            external: {url: https://es.example.org}\\nfs: {location: /backups} | needs a repository with clusterRef
            clusterRef: {name: gone}\\nfs: {location: /backups}                | the ElasticCluster of the repository is missing
            """)
    void throwAwayDrillNeedsAModel(String repository, String why) {
        Scene scene = ready(THROW_AWAY);
        scene.repository(repository.replace("\\n", "\n"), "True");
        assertThat(scene.settled(DUE).change()).isEmpty();
        assertThat(scene.written().lastFailedDrill().message()).contains(why);
    }

    @Test
    void snapshotOfADrillThatGoesOnIsNotDeletedByRetention() {
        Scene scene = ready(SCRATCH);
        scene.spec(SCRATCH + "retention: {maxCount: 1}");
        scene.snapshots.removeFirst();
        scene.drill(DUE, RUN);
        scene.good("2026-11-23T02:00:00Z");
        assertThat(scene.settled("2026-11-23T03:30:00Z").change()).isEmpty();
        end(scene.restores.getFirst(), "True", "Verified");
        assertThat(scene.settled("2026-11-23T03:30:00Z").change())
                .get()
                .isInstanceOfSatisfying(Delete.class, d -> assertThat(d.name()).isEqualTo(RUN));
    }

    @Test
    void brokenDrillScheduleStopsNoBackup() {
        Scene scene = ready(SCRATCH.replace("0 5 * * *", "every day"));
        assertThat(scene.settled("2026-11-23T02:00:00Z").change()).isPresent();
        assertThat(scene.condition("Ready").getMessage()).startsWith("spec.drill.schedule:");
        assertThat(scene.written().nextDrill()).isNull();
    }
}
