package dev.shardwright.api.snapshot;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The status of a snapshot, made from another by naming only what differs. */
public final class SnapshotStatusBuilder {
    private Long observedGeneration;
    private String snapshot;
    private String uuid;
    private String startedAt;
    private String finishedAt;
    private Integer percent;
    private ShardProgress shards;
    private ByteProgress bytes;
    private String eta;
    private Integer indices;
    private Long documents;
    private String duration;
    private String version;
    private String countsConfigMap;
    private List<ShardFailure> failures;
    private String waitingFor;
    private List<Condition> conditions;

    SnapshotStatusBuilder(SnapshotStatus from) {
        this.observedGeneration = from.observedGeneration();
        this.snapshot = from.snapshot();
        this.uuid = from.uuid();
        this.startedAt = from.startedAt();
        this.finishedAt = from.finishedAt();
        this.percent = from.percent();
        this.shards = from.shards();
        this.bytes = from.bytes();
        this.eta = from.eta();
        this.indices = from.indices();
        this.documents = from.documents();
        this.duration = from.duration();
        this.version = from.version();
        this.countsConfigMap = from.countsConfigMap();
        this.failures = from.failures();
        this.waitingFor = from.waitingFor();
        this.conditions = from.conditions();
    }

    public SnapshotStatusBuilder observedGeneration(Long value) {
        this.observedGeneration = value;
        return this;
    }

    public SnapshotStatusBuilder snapshot(String value) {
        this.snapshot = value;
        return this;
    }

    public SnapshotStatusBuilder uuid(String value) {
        this.uuid = value;
        return this;
    }

    public SnapshotStatusBuilder startedAt(String value) {
        this.startedAt = value;
        return this;
    }

    public SnapshotStatusBuilder finishedAt(String value) {
        this.finishedAt = value;
        return this;
    }

    public SnapshotStatusBuilder percent(Integer value) {
        this.percent = value;
        return this;
    }

    public SnapshotStatusBuilder shards(ShardProgress value) {
        this.shards = value;
        return this;
    }

    public SnapshotStatusBuilder bytes(ByteProgress value) {
        this.bytes = value;
        return this;
    }

    public SnapshotStatusBuilder eta(String value) {
        this.eta = value;
        return this;
    }

    public SnapshotStatusBuilder indices(Integer value) {
        this.indices = value;
        return this;
    }

    public SnapshotStatusBuilder documents(Long value) {
        this.documents = value;
        return this;
    }

    public SnapshotStatusBuilder duration(String value) {
        this.duration = value;
        return this;
    }

    public SnapshotStatusBuilder version(String value) {
        this.version = value;
        return this;
    }

    public SnapshotStatusBuilder countsConfigMap(String value) {
        this.countsConfigMap = value;
        return this;
    }

    public SnapshotStatusBuilder failures(List<ShardFailure> value) {
        this.failures = value;
        return this;
    }

    public SnapshotStatusBuilder waitingFor(String value) {
        this.waitingFor = value;
        return this;
    }

    public SnapshotStatusBuilder conditions(List<Condition> value) {
        this.conditions = value;
        return this;
    }

    /** The status as it now stands. */
    public SnapshotStatus build() {
        return new SnapshotStatus(
                observedGeneration,
                snapshot,
                uuid,
                startedAt,
                finishedAt,
                percent,
                shards,
                bytes,
                eta,
                indices,
                documents,
                duration,
                version,
                countsConfigMap,
                failures,
                waitingFor,
                conditions);
    }
}
