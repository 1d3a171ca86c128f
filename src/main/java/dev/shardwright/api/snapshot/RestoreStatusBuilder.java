package dev.shardwright.api.snapshot;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The status of a restore, made from another by naming only what differs. */
public final class RestoreStatusBuilder {
    private Long observedGeneration;
    private String cluster;
    private String repository;
    private String snapshot;
    private Preflight preflight;
    private RestoreStatus.Step step;
    private String startedAt;
    private String finishedAt;
    private Integer percent;
    private ShardProgress shards;
    private ByteProgress bytes;
    private String eta;
    private String duration;
    private VerificationResult verification;
    private String settingsConfigMap;
    private String waitingFor;
    private List<Condition> conditions;

    RestoreStatusBuilder(RestoreStatus from) {
        this.observedGeneration = from.observedGeneration();
        this.cluster = from.cluster();
        this.repository = from.repository();
        this.snapshot = from.snapshot();
        this.preflight = from.preflight();
        this.step = from.step();
        this.startedAt = from.startedAt();
        this.finishedAt = from.finishedAt();
        this.percent = from.percent();
        this.shards = from.shards();
        this.bytes = from.bytes();
        this.eta = from.eta();
        this.duration = from.duration();
        this.verification = from.verification();
        this.settingsConfigMap = from.settingsConfigMap();
        this.waitingFor = from.waitingFor();
        this.conditions = from.conditions();
    }

    public RestoreStatusBuilder observedGeneration(Long value) {
        this.observedGeneration = value;
        return this;
    }

    public RestoreStatusBuilder cluster(String value) {
        this.cluster = value;
        return this;
    }

    public RestoreStatusBuilder repository(String value) {
        this.repository = value;
        return this;
    }

    public RestoreStatusBuilder snapshot(String value) {
        this.snapshot = value;
        return this;
    }

    public RestoreStatusBuilder preflight(Preflight value) {
        this.preflight = value;
        return this;
    }

    public RestoreStatusBuilder step(RestoreStatus.Step value) {
        this.step = value;
        return this;
    }

    public RestoreStatusBuilder startedAt(String value) {
        this.startedAt = value;
        return this;
    }

    public RestoreStatusBuilder finishedAt(String value) {
        this.finishedAt = value;
        return this;
    }

    public RestoreStatusBuilder percent(Integer value) {
        this.percent = value;
        return this;
    }

    public RestoreStatusBuilder shards(ShardProgress value) {
        this.shards = value;
        return this;
    }

    public RestoreStatusBuilder bytes(ByteProgress value) {
        this.bytes = value;
        return this;
    }

    public RestoreStatusBuilder eta(String value) {
        this.eta = value;
        return this;
    }

    public RestoreStatusBuilder duration(String value) {
        this.duration = value;
        return this;
    }

    public RestoreStatusBuilder verification(VerificationResult value) {
        this.verification = value;
        return this;
    }

    public RestoreStatusBuilder settingsConfigMap(String value) {
        this.settingsConfigMap = value;
        return this;
    }

    public RestoreStatusBuilder waitingFor(String value) {
        this.waitingFor = value;
        return this;
    }

    public RestoreStatusBuilder conditions(List<Condition> value) {
        this.conditions = value;
        return this;
    }

    /** The status as it now stands. */
    public RestoreStatus build() {
        return new RestoreStatus(
                observedGeneration,
                cluster,
                repository,
                snapshot,
                preflight,
                step,
                startedAt,
                finishedAt,
                percent,
                shards,
                bytes,
                eta,
                duration,
                verification,
                settingsConfigMap,
                waitingFor,
                conditions);
    }
}
