package dev.shardwright.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Retention;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.schedule.Change.Create;
import dev.shardwright.snapshot.schedule.Change.Delete;
import dev.shardwright.snapshot.schedule.Change.DeleteScratchIndices;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One story: a schedule, a clock, an operator that is killed between any two steps, people, and Snapshots and Restores that
 * end well or not. The guarantees are asked after each step.
 */
final class Story {
    /** What can happen. */
    enum Event {
        RUN,
        MISSED,
        GOOD,
        BAD,
        DELETED_BY_RETENTION,
        DELETED_BY_A_PERSON,
        EDITED,
        SUSPENDED,
        KILLED,
        AWAY,
        CLOCK_WENT_BACK,
        STATUS_LOST,
        DRILL,
        PROOF,
        DRILL_FAILED,
        SCRATCH_DELETED,
        PLACES_DELETED
    }

    private static final Duration STEP = Duration.ofMinutes(5);
    /** The longest way from one rest to the next: books, change, and these for a backlog of deletions. */
    private static final int PASSES = 400;

    private static final List<String> TIMES = List.of("0 * * * *", "*/20 * * * *", "0 */3 * * *", "30 2 * * *");

    private final long seed;
    private final Random random;
    private final Scene scene;
    private final Set<Event> events = EnumSet.noneOf(Event.class);
    /** How often a Snapshot was made for a time, as long as the operator could know of the one before. */
    private final Map<String, Integer> made = new HashMap<>();

    private final Set<String> settledRuns = new HashSet<>();
    private final Set<String> proven = new HashSet<>();
    private final Map<String, List<String>> scratchIndices = new HashMap<>();
    private final Set<String> foreign = new TreeSet<>();
    private Instant now = Scene.MADE;

    Story(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.scene = new Scene(spec());
        stranger("orders-by-hand");
        Snapshot labelled = stranger("labelled-by-hand");
        labelled.getMetadata().setLabels(Map.of("shardwright.dev/schedule", "nightly"));
        labelled.getMetadata().setAnnotations(Map.of("shardwright.dev/scheduled-at", "2026-11-01T01:00:00Z"));
        labelled.setStatus(Scene.status(Scene.MADE.toString(), Scene.condition("Succeeded", "True", "Succeeded")));
        if (chance(10)) {
            scene.cluster("nightly-drill");
        }
    }

    /** Tells it; fails with the seed when a guarantee is broken. */
    Set<Event> tell() {
        int steps = 40 + random.nextInt(120);
        for (int i = 0; i < steps; i++) {
            now = now.plus(STEP.multipliedBy(1 + random.nextInt(6)));
            accident();
            world();
            passes();
        }
        calm();
        return events;
    }

    private String spec() {
        StringBuilder spec =
                new StringBuilder("schedule: '").append(pick(TIMES)).append("'\n");
        spec.append("template: {spec: {repositoryRef: {name: backups}}}\n");
        spec.append("concurrencyPolicy: ")
                .append(chance(2) ? "Forbid" : "Allow")
                .append('\n');
        if (chance(2)) {
            spec.append("timeZone: Europe/Berlin\n");
        }
        if (chance(4)) {
            spec.append("startingDeadlineSeconds: 600\n");
        }
        if (!chance(4)) {
            int least = random.nextInt(4);
            spec.append("retention: {minCount: ").append(least);
            spec.append(chance(2) ? ", maxAge: " + (1 + random.nextInt(12)) + "h" : "");
            spec.append(chance(2) ? ", maxCount: " + (Math.max(1, least) + random.nextInt(3)) : "")
                    .append("}\n");
        }
        return switch (random.nextInt(3)) {
            case 0 -> spec.toString();
            case 1 -> spec + "drill: {schedule: 45 */4 * * *, scratchIndices: {}}\n";
            default -> spec + "drill: {schedule: 45 */4 * * *, throwAwayCluster: {storage: {size: 1Gi}}}\n";
        };
    }

    private void accident() {
        switch (random.nextInt(40)) {
            case 0 -> {
                scene.spec(spec());
                events.add(Event.EDITED);
            }
            case 1 -> {
                scene.spec(spec() + "suspend: true\n");
                events.add(Event.SUSPENDED);
            }
            case 2 -> {
                now = now.plus(Duration.ofHours(random.nextInt(30)));
                events.add(Event.AWAY);
            }
            case 3 -> {
                now = now.minus(Duration.ofMinutes(random.nextInt(200)));
                events.add(Event.CLOCK_WENT_BACK);
            }
            case 4 -> {
                scene.schedule.setStatus(null);
                // Only the status knows of the time of a Snapshot that is gone.
                made.keySet().removeIf(name -> !exists(name));
                settledRuns.clear();
                events.add(Event.STATUS_LOST);
            }
            case 5, 6 -> {
                if (!scene.snapshots.isEmpty()) {
                    Snapshot gone = pick(scene.snapshots);
                    if (!foreign.contains(name(gone))) {
                        scene.snapshots.remove(gone);
                        events.add(Event.DELETED_BY_A_PERSON);
                    }
                }
            }
            case 7 -> scene.restores.removeIf(r -> chance(3));
            case 8 ->
                scene.repository("clusterRef: {name: es}\nfs: {location: /backups}\n", chance(2) ? "True" : "False");
            default -> {}
        }
    }

    /** Snapshots and Restores go on, each in its own time. */
    private void world() {
        for (Snapshot snapshot : scene.snapshots) {
            if (snapshot.getStatus() == null && chance(3) && !foreign.contains(name(snapshot))) {
                boolean good = chance(2);
                snapshot.setStatus(Scene.status(
                        now.toString(),
                        Scene.condition("Succeeded", good ? "True" : "False", good ? "Succeeded" : oddEnd())));
                events.add(good ? Event.GOOD : Event.BAD);
            }
        }
        for (Restore restore : scene.restores) {
            if (restore.getStatus() == null && chance(4)) {
                Scene.end(restore, now.toString(), null, "Unknown", "Restoring");
                if (restore.getSpec().rename() != null) {
                    scratchIndices.put(name(restore), new ArrayList<>(List.of("drill-a", "drill-b")));
                }
            } else if (restore.getStatus() != null && restore.getStatus().finishedAt() == null && chance(3)) {
                boolean proof = chance(2);
                Scene.end(
                        restore,
                        restore.getStatus().startedAt(),
                        now.toString(),
                        proof ? "True" : "False",
                        proof ? "Verified" : "CountMismatch");
                if (proof) {
                    proven.add(name(restore));
                }
                events.add(proof ? Event.PROOF : Event.DRILL_FAILED);
            }
        }
    }

    private String oddEnd() {
        return chance(2) ? "Failed" : "Partial";
    }

    /** Passes until nothing changes any more, or the operator is killed. */
    private void passes() {
        for (int i = 0; i < PASSES; i++) {
            ScheduleView view = scene.view();
            SchedulePlan plan = SchedulePlan.of(view, now);
            assertThat(SchedulePlan.of(view, now)).as("pure, seed %s", seed).isEqualTo(plan);
            if (plan.change().isEmpty() && plan.status().equals(scene.written())) {
                boolean asks = plan.question().isPresent() && scene.scratch.isEmpty();
                scene.scratch = plan.question().map(this::answer);
                if (!asks) {
                    assertThat((long) plan.status().kept())
                            .as("kept, seed %s", seed)
                            .isEqualTo(scene.snapshots.stream()
                                    .filter(this::isGood)
                                    .count());
                    assertThat(plan.again().map(at -> at.isAfter(now)).orElse(true))
                            .as("looks again only when something is due, seed %s at %s", seed, now)
                            .isTrue();
                    return;
                }
            }
            if (killed()) {
                return;
            }
            plan.change().ifPresent(change -> act(change, view));
            if (killed()) {
                return;
            }
            scene.write(plan);
            check(plan);
        }
        throw new AssertionError("no rest, seed " + seed + " at " + now + ": " + scene.written());
    }

    private Scratch answer(Scratch.Question question) {
        return chance(4)
                ? new Scratch(question.restore(), Optional.empty(), "does not answer")
                : new Scratch(
                        question.restore(),
                        Optional.of(Stream.concat(
                                        scratchIndices.getOrDefault(question.restore(), List.of()).stream(),
                                        Stream.of("orders-2026"))
                                .toList()),
                        "");
    }

    private boolean killed() {
        boolean killed = chance(25);
        if (killed) {
            events.add(Event.KILLED);
            scene.scratch = Optional.empty();
        }
        return killed;
    }

    private void act(Change change, ScheduleView view) {
        switch (change) {
            case Create(HasMetadata object) -> create(object);
            case Delete delete -> delete(delete, view);
            case DeleteScratchIndices(String restore, List<String> names) -> {
                assertThat(names).as("seed %s", seed).isNotEmpty().allMatch(n -> n.startsWith("drill-"));
                scratchIndices.get(restore).removeAll(names);
                scene.scratch = Optional.empty();
                events.add(Event.SCRATCH_DELETED);
            }
        }
    }

    private void create(HasMetadata object) {
        String name = name(object);
        switch (object) {
            case Snapshot snapshot -> {
                assertThat(exists(name))
                        .as("a second Snapshot %s, seed %s", name, seed)
                        .isFalse();
                assertThat(settledRuns).as("made again, seed %s", seed).doesNotContain(name);
                made.merge(name, 1, Integer::sum);
                scene.snapshots.add(scene.identify(snapshot, name));
                events.add(Event.RUN);
            }
            case Restore restore -> {
                assertThat(scene.restores)
                        .as("one drill at a time, seed %s", seed)
                        .noneMatch(r -> !ended(r));
                String source = restore.getSpec().snapshotRef().name();
                assertThat(newestGood()).as("seed %s", seed).contains(source);
                scene.restores.add(scene.identify(restore, name));
                events.add(Event.DRILL);
            }
            case ElasticCluster cluster -> {
                assertThat(scene.clusters).noneMatch(c -> name(c).equals(name));
                scene.clusters.add(scene.identify(cluster, name));
            }
            case SnapshotRepository repository -> {
                assertThat(scene.repositories).noneMatch(r -> name(r).equals(name));
                scene.repositories.add(scene.identify(repository, name));
            }
            default -> throw new AssertionError(object);
        }
    }

    private void delete(Delete delete, ScheduleView view) {
        assertThat(foreign).as("somebody else's, seed %s", seed).doesNotContain(delete.name());
        List<? extends HasMetadata> objects =
                switch (delete.kind()) {
                    case Snapshot -> scene.snapshots;
                    case Restore -> scene.restores;
                    case ElasticCluster -> scene.clusters;
                    case SnapshotRepository -> scene.repositories;
                };
        HasMetadata gone = objects.stream()
                .filter(o -> name(o).equals(delete.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("deletes what is not there, seed " + seed));
        assertThat(delete.uid()).isEqualTo(gone.getMetadata().getUid());
        switch (delete.kind()) {
            case Snapshot -> {
                deletesRightly((Snapshot) gone, view);
                events.add(Event.DELETED_BY_RETENTION);
            }
            case ElasticCluster, SnapshotRepository -> {
                assertThat(gone.getMetadata().getOwnerReferences())
                        .as("seed %s", seed)
                        .hasSize(1);
                assertThat(scene.restores.stream().filter(r -> r.getSpec().rename() == null))
                        .as("the drill goes on, seed %s", seed)
                        .allMatch(Story::ended);
                events.add(Event.PLACES_DELETED);
            }
            case Restore ->
                assertThat(ended((Restore) gone) || ((Restore) gone).getStatus() == null)
                        .as("a drill that has started, seed %s", seed)
                        .isTrue();
        }
        objects.remove(gone);
    }

    private void deletesRightly(Snapshot gone, ScheduleView view) {
        Retention retention = scene.schedule.getSpec().retention();
        assertThat(retention).as("nothing was asked for, seed %s", seed).isNotNull();
        assertThat(gone.getStatus()).as("has not ended, seed %s", seed).isNotNull();
        assertThat(newestGood()).as("the newest good one, seed %s", seed).isNotEqualTo(Optional.of(name(gone)));
        assertThat(scene.restores.stream()
                        .filter(r -> !ended(r))
                        .map(r -> r.getSpec().snapshotRef().name()))
                .as("is read, seed %s", seed)
                .doesNotContain(name(gone));
        if (isGood(gone)) {
            assertThat(scene.snapshots.stream().filter(this::isGood).count() - 1)
                    .as("at least minCount stay, seed %s", seed)
                    .isGreaterThanOrEqualTo(Math.max(1, retention.minCount()));
        }
        assertThat(view.inUse()).doesNotContain(name(gone));
    }

    private void check(SchedulePlan plan) {
        if (plan.status().lastScheduled() != null) {
            made.keySet().stream()
                    .filter(name -> !RunName.due("nightly", name)
                            .orElseThrow()
                            .isAfter(Scene.at(plan.status().lastScheduled())))
                    .forEach(settledRuns::add);
        }
        if (plan.status().lastMissed() != null) {
            events.add(Event.MISSED);
        }
        Optional.ofNullable(plan.status().lastProof())
                .ifPresent(proof -> assertThat(proven).as("seed %s", seed).contains(proof.name()));
    }

    /** In the end, when everything has ended and nobody interferes, what was asked for is so. */
    private void calm() {
        scene.spec(spec());
        now = now.plus(Duration.ofHours(6));
        Instant latest = scene.snapshots.stream()
                .filter(s -> !foreign.contains(name(s)))
                .map(s -> RunName.due("nightly", name(s)).orElseThrow())
                .max(Instant::compareTo)
                .orElse(now);
        now = now.isAfter(latest) ? now : latest.plusSeconds(1);
        for (int i = 0; i < 40; i++) {
            world();
            passes();
        }
        scene.snapshots.stream()
                .filter(s -> s.getStatus() == null && !foreign.contains(name(s)))
                .forEach(s ->
                        s.setStatus(Scene.status(now.toString(), Scene.condition("Succeeded", "False", "Failed"))));
        scene.restores.stream()
                .filter(r -> !ended(r))
                .forEach(r -> Scene.end(r, startedAt(r), now.toString(), "False", "Failed"));
        for (int i = 0; i < 40; i++) {
            passes();
        }
        Retention retention = scene.schedule.getSpec().retention();
        long good = scene.snapshots.stream().filter(this::isGood).count();
        if (retention != null && retention.maxCount() != null) {
            assertThat(good).as("maxCount in the end, seed %s", seed).isLessThanOrEqualTo(retention.maxCount());
        }
        if (retention != null) {
            assertThat(scene.snapshots.stream().filter(s -> !foreign.contains(name(s)) && !isGood(s)))
                    .as("failed ones in the end, seed %s", seed)
                    .hasSizeLessThanOrEqualTo(RetentionRule.FAILED + 1);
        }
        assertThat(scene.restores).as("seed %s", seed).hasSizeLessThanOrEqualTo(DrillRule.KEPT);
        assertThat(scene.clusters.stream()
                        .filter(c -> !c.getMetadata().getOwnerReferences().isEmpty()))
                .as("throw-away clusters in the end, seed %s", seed)
                .isEmpty();
        scene.restores.forEach(r -> assertThat(scratchIndices.getOrDefault(name(r), List.of()))
                .as("scratch indices in the end, seed %s", seed)
                .isEmpty());
    }

    private Snapshot stranger(String name) {
        Snapshot snapshot = scene.identify(new Snapshot(), name);
        snapshot.setSpec(scene.schedule.getSpec().template().spec());
        scene.snapshots.add(snapshot);
        foreign.add(name);
        foreign.add("es");
        foreign.add("backups");
        return snapshot;
    }

    private Optional<String> newestGood() {
        return scene.snapshots.stream().filter(this::isGood).map(Story::name).max(String::compareTo);
    }

    private boolean exists(String name) {
        return scene.snapshots.stream().anyMatch(s -> name(s).equals(name));
    }

    private boolean isGood(Snapshot snapshot) {
        return !foreign.contains(name(snapshot))
                && snapshot.getStatus() != null
                && "True".equals(snapshot.getStatus().conditions().getFirst().getStatus());
    }

    private static boolean ended(Restore restore) {
        return restore.getStatus() != null && restore.getStatus().finishedAt() != null;
    }

    private static String startedAt(Restore restore) {
        return restore.getStatus() == null ? null : restore.getStatus().startedAt();
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
