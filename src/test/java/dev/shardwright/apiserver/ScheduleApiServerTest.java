package dev.shardwright.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.VolumeRetention;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleSpec;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A schedule of one hour of each night, with a real API server and a clock that the tests set. Nights count from the first one
 * after the test began.
 */
class ScheduleApiServerTest extends OperatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Hours away, whenever the test runs: no time of the schedule comes between its creation and its first night. */
    private final LocalDateTime first =
            LocalDateTime.now(ZoneOffset.UTC).plusHours(3).truncatedTo(ChronoUnit.HOURS);

    private final LocalDateTime drill = first.plusHours(3);
    private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private final String nightly = """
            schedule: 0 %d * * *
            template: {spec: {repositoryRef: {name: backups}}}
            """.formatted(first.getHour());
    private static final String SNAPSHOTS = "count/snapshots.shardwright.dev";

    private FakeSearch search;
    private int touches;

    @BeforeEach
    void repository() throws Exception {
        search = new FakeSearch();
        apply("SnapshotRepository", "backups", """
                external: {url: "%s"}
                fs: {location: /snap}
                """.formatted(search.url()));
        becomes(SnapshotRepository.class, "backups", "Ready", "True Verified");
    }

    @AfterEach
    void gone() {
        search.close();
    }

    @Test
    void runIsMadeAtItsTime() {
        clock.set(night(0).minusSeconds(8));
        schedule("");
        becomes("Ready", "True Scheduled");
        assertThat(status().nextRun()).isEqualTo(night(0).toString());
        assertThat(runs()).isEmpty();
        assertThat(clock.instant()).isBefore(night(0));

        soon().until(() -> runs().equals(List.of(run(0))));
        assertThat(clock.instant()).isBetween(night(0), night(0).plusSeconds(10));
        becomes("Protected", "True LastRunSucceeded");
        Snapshot snapshot = get(Snapshot.class, run(0));
        assertThat(snapshot.getMetadata().getLabels()).containsEntry("shardwright.dev/schedule", "nightly");
        assertThat(snapshot.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(status().kept()).isEqualTo(1);
        assertThat(status().lastScheduled()).isEqualTo(night(0).toString());
    }

    @Test
    void ofTheRunsThatWereMissedTheLatestIsMadeUpFor() {
        schedule("");
        becomes("Ready", "True Scheduled");
        stop();
        clock.set(night(2).plusSeconds(3600));
        startOperator();

        soon().until(() -> runs().equals(List.of(run(2))));
        becomes("Protected", "True LastRunSucceeded");
        assertThat(status().lastMissed().name()).isEqualTo(run(1));
        assertThat(runs()).containsExactly(run(2));
    }

    @Test
    void retentionDeletesTheOldestAndNeverTheNewestGoodOne() {
        schedule("retention: {maxAge: 24h, minCount: 0, maxCount: 2}");
        for (int night = 0; night < 3; night++) {
            pass(night);
        }
        // The first one goes by its age; the newest stays whatever its age.
        soon().until(() -> !runs().contains(run(0)));
        search.fails.set(true);
        for (int night = 3; night < 7; night++) {
            pass(night);
        }

        soon().until(() -> runs().equals(List.of(run(2), run(4), run(5), run(6))));
        becomes("Protected", "False LastRunFailed");
        assertThat(status().lastSuccess().name()).isEqualTo(run(2));
        assertThat(status().lastFailure().name()).isEqualTo(run(6));
        assertThat(status().kept()).isEqualTo(1);
    }

    @Test
    void suspendedScheduleMakesNoRun() {
        schedule("suspend: true");
        becomes("Ready", "True Suspended");
        assertThat(status().nextRun()).isNull();
        clock.set(night(0).plusSeconds(5));
        wake();
        assertThat(runs()).isEmpty();

        edit(s -> s.setSpec(spec("suspend: false")));
        soon().until(() -> runs().equals(List.of(run(0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: '0 25 * * *' | spec.schedule",
                "timeZone: Mars/Olympus | Mars/Olympus",
            })
    void scheduleThatIsNotUnderstoodIsSaidAndChangesNothing(String fields, String message) {
        schedule(fields);
        Condition ready = becomes("Ready", "False InvalidSchedule");
        assertThat(ready.getMessage()).contains(message);
        becomes("Protected", "False InvalidSchedule");
        clock.set(night(3));
        wake();
        assertThat(runs()).isEmpty();
    }

    @Test
    void snapshotsOutliveTheirSchedule() {
        schedule("");
        pass(0);
        client.resource(get(SnapshotSchedule.class, "nightly")).delete();
        soon().until(() -> get(SnapshotSchedule.class, "nightly") == null);

        assertThat(get(Snapshot.class, run(0)).getMetadata().getDeletionTimestamp())
                .isNull();
        assertThat(search.snapshots()).singleElement().asString().startsWith(run(0));
        schedule("");
        soon().until(() -> Integer.valueOf(1).equals(status().kept()));
    }

    @Test
    void twoOperatorsMakeOneSnapshotForOneTime() {
        startOperator();
        schedule("");
        becomes("Ready", "True Scheduled");
        long mark = server.auditLog().mark();
        pass(0);
        pass(1);
        becomes("Protected", "True LastRunSucceeded");

        assertThat(runs()).containsExactly(run(0), run(1));
        assertThat(server.auditLog().since(mark, AGENT + "/" + namespace))
                .filteredOn(c -> c.verb().equals("create") && c.resource().equals("snapshots") && c.code() == 201)
                .extracting(Call::namespace)
                .hasSize(2);
    }

    @Test
    void passThatFindsNothingToDoWritesNothing() {
        schedule("retention: {maxCount: 3}");
        pass(0);
        becomes("Protected", "True LastRunSucceeded");
        settle();
        long mark = server.auditLog().mark();
        wake();
        wake();

        assertThat(server.auditLog().since(mark, AGENT + "/" + namespace))
                .filteredOn(c -> c.isWrite() || c.isRead())
                .isEmpty();
    }

    @Test
    void snapshotOfSomebodyElseIsLeftAlone() {
        schedule("");
        becomes("Ready", "True Scheduled");
        apply("Snapshot", run(0), "repositoryRef: {name: other}");
        clock.set(night(0).plusSeconds(5));
        wake();

        soon().until(() -> status().lastMissed() != null);
        assertThat(status().lastMissed().message()).contains("that is not this schedule's");
        assertThat(get(Snapshot.class, run(0)).getSpec().repositoryRef().name()).isEqualTo("other");
    }

    @Test
    void refusalOfTheApiServerIsSaid() {
        ResourceQuota none = client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("none")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard(SNAPSHOTS, new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        none.setStatus(
                new ResourceQuotaStatus(Map.of(SNAPSHOTS, new Quantity("0")), Map.of(SNAPSHOTS, new Quantity("0"))));
        client.resource(none).updateStatus(); // no controller counts here
        schedule("");
        becomes("Ready", "True Scheduled");
        clock.set(night(0).plusSeconds(5));
        wake();
        assertThat(becomes("Ready", "False Rejected").getMessage()).contains("quota");

        client.resourceQuotas().inNamespace(namespace).withName("none").delete();
        soon().pollInterval(Duration.ofSeconds(1)).until(() -> {
            wake();
            return runs().equals(List.of(run(0)));
        });
        becomes("Ready", "True Scheduled");
    }

    @Test
    void whatADrillLeftIsDeletedAndNothingElse() {
        schedule("drill: {schedule: 0 " + drill.getHour() + " * * *, scratchIndices: {}}");
        pass(0);
        clock.set(night(0).plus(Duration.ofHours(3)).plusSeconds(5));
        wake();
        String name = drill();
        soon().until(() -> get(Restore.class, name) != null);
        assertThat(get(Restore.class, name).getSpec().rename().replacement()).isEqualTo("drill-$1");
        String taken = get(Snapshot.class, run(0)).getStatus().snapshot();
        search.restored.put("drill-orders", "somebody-elses");
        search.restored.put("drill-logs", taken);
        ended(
                Restore.class,
                name,
                "Verified",
                "cluster: '%s'\nrepository: backups\nsnapshot: %s".formatted(search.url(), taken));

        soon().until(() -> name.equals(status().clearedDrill()));
        assertThat(search.restored).containsOnlyKeys("drill-orders");
        assertThat(search.changes()).filteredOn(c -> c.startsWith("DELETE")).containsExactly("DELETE /drill-logs");
        assertThat(status().lastProof().name()).isEqualTo(name);
    }

    /** Nothing runs here: the cluster is never formed, and the test says how snapshot and restore went. */
    @Test
    void clusterOfADrillLivesAsLongAsTheDrill() {
        create("es", SMALL);
        apply("SnapshotRepository", "managed", "clusterRef: {name: es}\nfs: {location: /snap}");
        schedule("""
                template: {spec: {repositoryRef: {name: managed}}}
                drill: {schedule: 0 %d * * *, throwAwayCluster: {storage: {size: 3Gi}}}
                """.formatted(drill.getHour()));
        clock.set(night(0).plusSeconds(5));
        soon().until(() -> get(Snapshot.class, run(0)) != null);
        ended(Snapshot.class, run(0), "Completed", "snapshot: taken");
        soon().until(() -> status().kept() == 1);
        clock.set(night(0).plus(Duration.ofHours(3)).plusSeconds(5));
        wake("managed");

        String place = "nightly-drill";
        soon().until(() -> get(SnapshotRepository.class, place) != null);
        assertThat(get(SnapshotRepository.class, place).getSpec().readOnly()).isTrue();
        ElasticCluster cluster = live(place);
        assertThat(cluster.getSpec().volumeRetention()).isEqualTo(VolumeRetention.Delete);
        assertThat(cluster.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getKind())
                .isEqualTo("SnapshotSchedule"));
        Restore restore = get(Restore.class, drill());
        assertThat(restore.getSpec().clusterRef().name()).isEqualTo(place);
        assertThat(restore.getSpec().repositoryRef().name()).isEqualTo(place);

        ended(Restore.class, drill(), "Verified", "repository: nightly-drill");
        soon().until(() -> live(place) == null && get(SnapshotRepository.class, place) == null);
        soon().until(() -> drill().equals(status().lastProof().name()));
        assertThat(live("es").getMetadata().getDeletionTimestamp()).isNull();
        assertThat(get(SnapshotRepository.class, "managed").getMetadata().getDeletionTimestamp())
                .isNull();
    }

    /** What a bounded resource says once all has gone well. */
    private <R extends HasMetadata> void ended(Class<R> kind, String name, String reason, String fields) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String status = """
                startedAt: "%1$s"
                finishedAt: "%1$s"
                conditions:
                - {type: Succeeded, status: "True", reason: %2$s, message: all there, lastTransitionTime: "%1$s"}
                %3$s
                """.formatted(now, reason, fields);
        soon().until(() -> {
            client.genericKubernetesResources("shardwright.dev/v1alpha1", kind.getSimpleName())
                    .inNamespace(namespace)
                    .withName(name)
                    .editStatus(r -> {
                        r.setAdditionalProperty("status", parse(status));
                        return r;
                    });
            return true;
        });
    }

    private String drill() {
        return "nightly-drill-" + IN_NAMES.format(drill);
    }

    /** Lets a night come, and waits until its snapshot has ended. */
    private void pass(int night) {
        becomes("Ready", "True Scheduled");
        clock.set(night(night).plusSeconds(5));
        wake();
        soon().until(() -> {
            Snapshot snapshot = get(Snapshot.class, run(night));
            return snapshot != null
                    && snapshot.getStatus() != null
                    && snapshot.getStatus().finishedAt() != null;
        });
        soon().until(() -> night(night).toString().equals(status().lastScheduled()));
    }

    /** A change that means nothing brings a pass; returns when there has been one more. */
    private void wake() {
        wake("backups");
    }

    private void wake(String repository) {
        int before = operator.passes("SnapshotSchedule");
        touch(get(SnapshotRepository.class, repository), touches++);
        soon().until(() -> operator.passes("SnapshotSchedule") > before);
    }

    private Instant night(int number) {
        return first.plusDays(number).toInstant(ZoneOffset.UTC);
    }

    private String run(int number) {
        return "nightly-" + IN_NAMES.format(first.plusDays(number));
    }

    private List<String> runs() {
        return client.resources(Snapshot.class).inNamespace(namespace).list().getItems().stream()
                .map(s -> s.getMetadata().getName())
                .sorted()
                .toList();
    }

    private void schedule(String fields) {
        client.resource(resource(fields)).create();
    }

    private SnapshotSchedule resource(String fields) {
        SnapshotSchedule schedule = new SnapshotSchedule();
        schedule.getMetadata().setName("nightly");
        schedule.getMetadata().setNamespace(namespace);
        schedule.setSpec(spec(fields));
        return schedule;
    }

    private SnapshotScheduleSpec spec(String fields) {
        Map<String, Object> spec = new LinkedHashMap<>(parse(nightly));
        spec.putAll(parse(fields));
        return Serialization.unmarshal(Serialization.asJson(spec), SnapshotScheduleSpec.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String yaml) {
        return yaml.isEmpty() ? Map.of() : Serialization.unmarshal(yaml, Map.class);
    }

    private void edit(Consumer<SnapshotSchedule> change) {
        soon().until(() -> {
            client.resources(SnapshotSchedule.class)
                    .inNamespace(namespace)
                    .withName("nightly")
                    .edit(s -> {
                        change.accept(s);
                        return s;
                    });
            return true;
        });
    }

    private void apply(String kind, String name, String spec) {
        client.load(new ByteArrayInputStream(("apiVersion: shardwright.dev/v1alpha1\nkind: " + kind
                                + "\nmetadata: {name: " + name + ", namespace: " + namespace + "}\nspec:\n"
                                + spec.indent(2))
                        .getBytes(UTF_8)))
                .create();
    }

    private <R extends HasMetadata> R get(Class<R> kind, String name) {
        return client.resources(kind).inNamespace(namespace).withName(name).get();
    }

    private SnapshotScheduleStatus status() {
        return get(SnapshotSchedule.class, "nightly").getStatus();
    }

    private Condition becomes(String type, String wanted) {
        return becomes(SnapshotSchedule.class, "nightly", type, wanted);
    }

    private Condition becomes(Class<? extends HasMetadata> kind, String name, String type, String wanted) {
        soon().untilAsserted(() -> {
            Condition condition =
                    Conditions.find(conditions(get(kind, name)), type).orElseThrow();
            assertThat(condition.getStatus() + " " + condition.getReason())
                    .as(condition.getMessage())
                    .isEqualTo(wanted);
        });
        return Conditions.find(conditions(get(kind, name)), type).orElseThrow();
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).ignoreExceptions();
    }

    private static List<Condition> conditions(HasMetadata resource) {
        return switch (resource) {
            case SnapshotSchedule s when s.getStatus() != null -> s.getStatus().conditions();
            case SnapshotRepository r
            when r.getStatus() != null -> r.getStatus().conditions();
            default -> List.of();
        };
    }
}
