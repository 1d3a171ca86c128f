package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleSpec;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.api.snapshot.SnapshotStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A namespace with a schedule called nightly, made at {@link #MADE}, and what belongs to it. */
final class Scene {
    static final Instant MADE = at("2026-11-01T12:00:00Z");
    static final String NIGHTLY = """
            schedule: 0 2 * * *
            template: {spec: {repositoryRef: {name: backups}}}
            """;
    static final String SCRATCH = NIGHTLY + "drill: {schedule: 0 5 * * *, scratchIndices: {}}\n";
    static final String THROW_AWAY =
            NIGHTLY + "drill: {schedule: 0 5 * * *, throwAwayCluster: {replicas: 2, storage: {size: 5Gi}}}\n";

    final SnapshotSchedule schedule = new SnapshotSchedule();
    final List<Snapshot> snapshots = new ArrayList<>();
    final List<Restore> restores = new ArrayList<>();
    final List<SnapshotRepository> repositories = new ArrayList<>();
    final List<ElasticCluster> clusters = new ArrayList<>();
    Optional<Scratch> scratch = Optional.empty();
    private int uids;

    Scene(String spec) {
        identify(schedule, "nightly");
        schedule.getMetadata().setUid("schedule-uid");
        schedule.getMetadata().setCreationTimestamp(MADE.toString());
        schedule.getMetadata().setGeneration(1L);
        spec(spec);
        repository("clusterRef: {name: es}\nfs: {location: /backups}\n", "True");
        cluster("es");
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }

    Scene spec(String yaml) {
        schedule.setSpec(Serialization.unmarshal(yaml, SnapshotScheduleSpec.class));
        return this;
    }

    Scene repository(String spec, String ready) {
        repositories.clear();
        SnapshotRepository repository = identify(new SnapshotRepository(), "backups");
        repository.setSpec(Serialization.unmarshal(spec, SnapshotRepositorySpec.class));
        repository.setStatus(new SnapshotRepositoryStatus(
                1L, null, null, null, null, null, null, null, List.of(condition("Ready", ready, "AccessDenied"))));
        repositories.add(repository);
        return this;
    }

    ElasticCluster cluster(String name) {
        ElasticCluster cluster = identify(new ElasticCluster(), name);
        cluster.setSpec(Serialization.unmarshal("""
                version: 8.19.21
                image: registry.example.org/es:8.19.21
                config: {path.repo: /backups}
                secureSettings: [{secretName: keys}]
                nodePools:
                - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
                - {name: data, replicas: 2, roles: [data], storage: {size: 1Gi}, config: {node.attr.box: hot},
                   podTemplate: {spec: {volumes: [{name: backups}]}}}
                """, ElasticClusterSpec.class));
        clusters.add(cluster);
        return cluster;
    }

    /** A run that ended with this condition, an hour after it was due. */
    Snapshot ended(String due, String succeeded, String reason) {
        Snapshot snapshot = begun(due);
        snapshot.setStatus(status(at(due).plusSeconds(3600).toString(), condition("Succeeded", succeeded, reason)));
        return snapshot;
    }

    Snapshot good(String due) {
        return ended(due, "True", "Succeeded");
    }

    Snapshot failed(String due) {
        return ended(due, "False", "Failed");
    }

    Snapshot partial(String due) {
        return ended(due, "False", "Partial");
    }

    /** A run that has not ended. */
    Snapshot begun(String due) {
        Snapshot snapshot = ScheduledSnapshot.of(schedule, at(due));
        identify(snapshot, snapshot.getMetadata().getName());
        snapshots.add(snapshot);
        return snapshot;
    }

    static SnapshotStatus status(String finishedAt, Condition condition) {
        return new SnapshotStatus(
                1L,
                "taken",
                null,
                null,
                finishedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(condition));
    }

    /** The Restore of a drill. */
    Restore drill(String due, String snapshot) {
        Restore restore = DrillRestore.of(schedule, snapshot, at(due));
        identify(restore, restore.getMetadata().getName());
        restores.add(restore);
        return restore;
    }

    /** It began, and ended so. */
    static Restore end(Restore restore, String succeeded, String reason) {
        return end(restore, "2026-11-22T05:01:00Z", "2026-11-22T05:30:00Z", succeeded, reason);
    }

    static Restore end(Restore restore, String startedAt, String finishedAt, String succeeded, String reason) {
        restore.setStatus(new RestoreStatus(
                1L,
                null,
                null,
                null,
                null,
                null,
                startedAt,
                finishedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(condition("Succeeded", succeeded, reason))));
        return restore;
    }

    /** A Restore of somebody else. */
    Restore restore(String name, String spec) {
        Restore restore = identify(new Restore(), name);
        restore.setSpec(Serialization.unmarshal(spec, RestoreSpec.class));
        restores.add(restore);
        return restore;
    }

    static Condition condition(String type, String status, String reason) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage("says " + reason)
                .build();
    }

    /** As the API server would keep it. */
    <T extends HasMetadata> T identify(T object, String name) {
        if (object.getMetadata() == null) {
            object.setMetadata(new ObjectMetaBuilder().build());
        }
        object.getMetadata().setNamespace("default");
        object.getMetadata().setName(name);
        object.getMetadata().setUid("uid-" + ++uids);
        return object;
    }

    static <T extends HasMetadata> T deleting(T object) {
        object.getMetadata().setDeletionTimestamp("2026-11-22T00:00:00Z");
        return object;
    }

    ScheduleView view() {
        return ScheduleView.of(
                schedule, new ScheduleView.Objects(snapshots, restores, repositories, clusters), scratch);
    }

    SchedulePlan plan(String now) {
        return SchedulePlan.of(view(), at(now));
    }

    /** Plans until the status is written and says the same again. */
    SchedulePlan settled(String now) {
        for (int i = 0; i < 5; i++) {
            SchedulePlan plan = plan(now);
            if (plan.status().equals(schedule.getStatus())) {
                return plan;
            }
            write(plan);
        }
        throw new AssertionError("the status does not come to rest: " + schedule.getStatus());
    }

    void write(SchedulePlan plan) {
        schedule.setStatus(plan.status());
    }

    SnapshotScheduleStatus written() {
        return schedule.getStatus();
    }

    Condition condition(String type) {
        return Turn.find(written().conditions(), type).orElseThrow();
    }
}
