package dev.shardwright.api.snapshot;

import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The next status of a migration, made of the last one. */
public final class MigrationStatusBuilder {
    private Long observedGeneration;
    private String source;
    private String target;
    private Phase phase;
    private Integer round;
    private String startedAt;
    private String finishedAt;
    private String blockedAt;
    private List<String> blockedIndices = List.of();
    private String switchedAt;
    private Long documents;
    private String waitingFor;
    private List<Condition> conditions = List.of();

    /** Begins with the last status; null when there is none. */
    public MigrationStatusBuilder(MigrationStatus last) {
        if (last != null) {
            observedGeneration = last.observedGeneration();
            source = last.source();
            target = last.target();
            phase = last.phase();
            round = last.round();
            startedAt = last.startedAt();
            finishedAt = last.finishedAt();
            blockedAt = last.blockedAt();
            blockedIndices = last.blockedIndices();
            switchedAt = last.switchedAt();
            documents = last.documents();
            waitingFor = last.waitingFor();
            conditions = last.conditions();
        }
    }

    /** Which spec it speaks of, and its two clusters. */
    public MigrationStatusBuilder about(Long generation, String from, String to) {
        observedGeneration = generation;
        source = from;
        target = to;
        return this;
    }

    /** It is at a phase, and waits for nothing. */
    public MigrationStatusBuilder at(Phase next) {
        phase = next;
        waitingFor = null;
        return this;
    }

    /** It copies the rest for the n-th time. */
    public MigrationStatusBuilder inRound(int n) {
        round = n;
        return this;
    }

    public MigrationStatusBuilder started(String at) {
        startedAt = at;
        return this;
    }

    public MigrationStatusBuilder finished(String at) {
        finishedAt = at;
        return this;
    }

    /** These are blocked from a time on; both null and empty when they take writes. */
    public MigrationStatusBuilder blocked(String at, List<String> indices) {
        blockedAt = at;
        blockedIndices = indices;
        return this;
    }

    /** When the application was led to the target; null when it is at the source. */
    public MigrationStatusBuilder switched(String at) {
        switchedAt = at;
        return this;
    }

    public MigrationStatusBuilder documents(Long compared) {
        documents = compared;
        return this;
    }

    public MigrationStatusBuilder waitingFor(String what) {
        waitingFor = what;
        return this;
    }

    public MigrationStatusBuilder conditions(List<Condition> now) {
        conditions = now;
        return this;
    }

    /** The status. */
    public MigrationStatus build() {
        return new MigrationStatus(
                observedGeneration,
                source,
                target,
                phase,
                round,
                startedAt,
                finishedAt,
                blockedAt,
                blockedIndices,
                switchedAt,
                documents,
                waitingFor,
                conditions);
    }
}
