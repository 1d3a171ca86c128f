package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.AliasSwitch;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.MigrationStatusBuilder;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A moment in a Migration where everything is well, unless a test says otherwise. */
final class Scene {
    private Optional<Counts> earlier = Optional.of(expecting(exact()));
    private Optional<String> changing = Optional.empty();

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String COMPARED = "verification: {documents: 7}, ";
    private static final String GOOD = "{finishedAt: now, " + COMPARED + "conditions: [{type: Succeeded,"
            + " status: 'True', reason: Verified, message: m}]}";
    private static final String SNAPSHOT = "s";

    private Migration migration;
    private MigrationStatusBuilder status = new MigrationStatusBuilder(null);
    private boolean written;
    private int round;
    private boolean snapshotOnly;
    private String part = GOOD;
    private boolean partThere = true;
    private boolean ourPart = true;
    private boolean ourSnapshot = true;
    private Optional<IndexCount> count = Optional.of(exact());
    private Optional<Service> service;
    private String ready = "True";
    private boolean repositoriesThere = true;
    private boolean ourRepositories = true;
    private boolean clusters = true;
    private final Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();

    Scene(String fields) {
        migration = Migrations.migration(fields);
        service = Optional.of(service("old.example.org", "move"));
    }

    /** From and to other addresses. */
    Scene(String fields, String from, String to) {
        this(fields);
        migration = Migrations.between(migration, from, to);
    }

    static List<AliasSwitch> aliases() {
        return List.of(new AliasSwitch("all", "logs"));
    }

    static LookAtSource look(Phase phase, int round) {
        return new LookAtSource(new Expressions(List.of()), phase, round);
    }

    static WrittenSince since(int round) {
        return WrittenSince.of(look(Phase.Switching, round), expecting(exact()));
    }

    static String reason(Next next) {
        return Conditions.find(next.decision().status().conditions(), "Succeeded")
                .orElseThrow()
                .getReason();
    }

    static String succeeded(Next next) {
        return Conditions.find(next.decision().status().conditions(), "Succeeded")
                .orElseThrow()
                .getStatus();
    }

    /** What the Snapshot of the round before held. */
    Scene earlier(Optional<Counts> counts) {
        earlier = counts;
        return this;
    }

    Scene changing(String what) {
        changing = Optional.of(what);
        return this;
    }

    // ---- what is written

    Scene at(Phase phase) {
        status.at(phase);
        written = true;
        return this;
    }

    Scene round(int number) {
        round = number;
        if (number > 0) {
            status.inRound(number);
        }
        return this;
    }

    Scene blocked(String... indices) {
        status.blocked("then", List.of(indices));
        return this;
    }

    Scene switched() {
        status.switched("then");
        return this;
    }

    Scene rollingBack() {
        status.conditions(List.of(new ConditionBuilder()
                .withType("Succeeded")
                .withStatus("False")
                .withReason("RolledBack")
                .withMessage("so it was asked")
                .withLastTransitionTime(NOW.toString())
                .build()));
        return at(Phase.RollingBack);
    }

    Scene write(MigrationStatus next) {
        status = new MigrationStatusBuilder(next);
        written = true;
        return this;
    }

    MigrationStatus status() {
        return status.build();
    }

    // ---- the parts

    Scene snapshotOnly() {
        snapshotOnly = true;
        return this;
    }

    Scene part(String yaml) {
        part = yaml;
        return this;
    }

    Scene withoutPart() {
        partThere = false;
        return this;
    }

    Scene foreignPart() {
        ourPart = false;
        return this;
    }

    Scene foreignSnapshot() {
        ourSnapshot = false;
        return this;
    }

    Scene counts(IndexCount of) {
        count = Optional.of(of);
        return this;
    }

    Scene withoutCounts() {
        count = Optional.empty();
        return this;
    }

    Scene repositories(String isReady) {
        ready = isReady;
        return this;
    }

    Scene withoutRepositories() {
        repositoriesThere = false;
        return this;
    }

    Scene foreignRepositories() {
        ourRepositories = false;
        return this;
    }

    // ---- the Service

    Scene leadingTo(String host) {
        service = Optional.of(service(host, "move"));
        return this;
    }

    Scene foreignService() {
        service = Optional.of(service("old.example.org", "another"));
        return this;
    }

    Scene withoutService() {
        service = Optional.empty();
        return this;
    }

    // ---- what was heard

    <T> Scene found(Errand<Verdict<T>> errand, T answer) {
        return heard(errand, Reply.answer(new Verdict.Granted<>(answer)));
    }

    Scene failed(Errand<?> errand, Problem problem) {
        return heard(errand, Reply.failure(problem, "no answer"));
    }

    Scene refused(Errand<?> errand) {
        return heard(
                errand, Reply.answer(new Verdict.Refused<>(new Complaint(400, "no", "never", List.of(), List.of()))));
    }

    private Scene heard(Errand<?> errand, Reply<?> reply) {
        found.put(errand, new Findings.Finding<>(reply, NOW));
        return this;
    }

    Scene withoutClusters() {
        clusters = false;
        return this;
    }

    Next plan() {
        return MigrationPlan.of(view(), NOW);
    }

    MigrationView view() {
        Migration resource = written ? Migrations.with(migration, status.build()) : migration;
        Parts parts = new Parts(migration);
        boolean snapshotOurs = ourSnapshot && (ourPart || !snapshotOnly);
        Sites.Lookup none = new Sites.Lookup.Missing("SecretMissing", "there is no Secret");
        return new MigrationView(
                resource,
                repository(parts.source()),
                repository(parts.target()),
                partThere || !snapshotOnly ? Optional.of(snapshot(parts, snapshotOurs)) : Optional.empty(),
                partThere && !snapshotOnly ? Optional.of(restore(parts)) : Optional.empty(),
                count.map(Scene::expecting),
                earlier,
                migration.getSpec().cutover() == null ? Optional.empty() : service,
                clusters ? Migrations.SOURCE : none,
                clusters ? Migrations.TARGET : none,
                changing,
                new Findings(Optional.empty(), found));
    }

    private Optional<SnapshotRepository> repository(SnapshotRepository made) {
        made.setStatus(Serialization.unmarshal(
                "conditions: [{type: Ready, status: '" + ready + "', reason: Some, message: m}]",
                SnapshotRepositoryStatus.class));
        return repositoriesThere ? Optional.of(owned(made, ourRepositories)) : Optional.empty();
    }

    private Snapshot snapshot(Parts parts, boolean ours) {
        Snapshot snapshot = parts.snapshot(round);
        snapshot.setStatus(Serialization.unmarshal(
                "--- " + (snapshotOnly ? part : GOOD).replace(COMPARED, ""), SnapshotStatus.class));
        return owned(snapshot, ours);
    }

    private Restore restore(Parts parts) {
        Restore restore = parts.restore(round);
        restore.setStatus(Serialization.unmarshal("--- " + part, RestoreStatus.class));
        return owned(restore, ourPart);
    }

    private static <T extends HasMetadata> T owned(T part, boolean ours) {
        if (!ours) {
            part.getMetadata().getOwnerReferences().getFirst().setUid("of an earlier one");
        }
        return part;
    }

    private static IndexCount exact() {
        Tally tally = new Tally("u", 7, 9);
        return IndexCount.before(1, tally).after(tally);
    }

    private static Counts expecting(IndexCount count) {
        return new Counts(SNAPSHOT, List.of("logs"), Map.of("logs", count));
    }

    private static Service service(String host, String owner) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("search")
                .addToLabels("shardwright.dev/migration", owner)
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName(host)
                .endSpec()
                .build();
    }
}
