package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Sample;
import dev.shardwright.snapshot.counts.Tally;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.EventWriter;
import dev.shardwright.support.StatusGate;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * One Restore from its creation to its end, in virtual time: the real plan and the real errands, a fake cluster, a fake
 * Kubernetes for one resource and its ConfigMaps, an operator that is killed, and people who interfere.
 */
final class RestoreStory {
    private static final ResourceID ID = new ResourceID("back", "ns");
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    /** Until then, things go wrong. */
    private static final Duration TROUBLE = Duration.ofMinutes(2);

    private static final Duration END = Duration.ofMinutes(12);
    private static final KubernetesClient NO_EVENTS = (KubernetesClient) Proxy.newProxyInstance(
            RestoreStory.class.getClassLoader(), new Class<?>[] {KubernetesClient.class}, (proxy, method, args) -> {
                throw new KubernetesClientException("events are not kept");
            });

    private static final Snapshot SNAPSHOT = Views.snapshot("True");
    private static final SnapshotRepository REPOSITORY = Views.repository("True");

    private record Task(Instant at, long order, Runnable what) {}

    private final Random chance;
    private final FakeCluster cluster;
    private final PriorityQueue<Task> agenda =
            new PriorityQueue<>(java.util.Comparator.comparing(Task::at).thenComparing(Task::order));
    private final Map<String, ConfigMap> configMaps = new HashMap<>();
    private final Map<String, Map<String, String>> settingsThen = new TreeMap<>(); // in the snapshot, by index
    private final List<String> trace = new ArrayList<>();
    private final List<Runnable> inFlight = new ArrayList<>();
    private Counts counts;
    private Restore resource;
    private boolean gone;
    private boolean clusterKnown = true;
    private boolean snapshotThere = true;
    private boolean meddled;
    /** Nothing answers while it is deleted: then it may leave something behind. */
    private boolean silent;

    private Instant now = START;
    private long order;
    private long operator; // number of the living operator
    private boolean alive;
    private Errands errands;
    private StatusGate<RestoreStatus> gate;
    private Leaving leaving;
    private Instant nextPass = Instant.MAX;
    private long passes;
    private int changesAtEnd = -1;
    private RestoreStatus ended;

    RestoreStory(long seed) {
        chance = new Random(seed);
        cluster = new FakeCluster(chance.nextLong());
        build();
    }

    /** Tells the story; what is wrong with it, in words. */
    List<String> tell() {
        boot();
        if (chance.nextInt(3) > 0) {
            cluster.faults = chance.nextDouble() * 0.3;
        }
        for (int i = chance.nextInt(4); i > 0; i--) {
            at(Duration.ofMillis(chance.nextInt(20_000)), this::kill);
        }
        for (int i = chance.nextInt(3); i > 0; i--) {
            at(Duration.ofMillis(500 + chance.nextInt(30_000)), this::meddle);
        }
        if (chance.nextInt(4) == 0) {
            at(Duration.ofMillis(chance.nextInt(40_000)), this::delete);
        }
        at(TROUBLE, () -> {
            cluster.faults = silent ? 1 : 0;
            clusterKnown = true;
            trace("quiet");
        });
        shards();
        while (agenda.peek().at().isBefore(until()) && passes < 20_000 && !gone) {
            Task task = agenda.poll();
            now = task.at();
            cluster.now = now;
            task.what().run();
        }
        judge();
        return cluster.wrongs;
    }

    /** A while after the end: nothing is to happen then. */
    private Instant until() {
        return ended == null
                ? START.plus(END)
                : Instant.parse(ended.finishedAt()).plus(Duration.ofSeconds(90));
    }

    List<String> trace() {
        return trace;
    }

    private void build() {
        boolean samples = chance.nextInt(3) == 0;
        boolean overwrite = chance.nextBoolean();
        boolean renamed = chance.nextInt(3) == 0;
        Map<String, IndexCount> expected = new TreeMap<>();
        for (int i = 0; i < 1 + chance.nextInt(4); i++) {
            Map<String, String> settings = new TreeMap<>(Map.of("index.number_of_replicas", "" + chance.nextInt(3)));
            if (chance.nextBoolean()) {
                settings.put("index.refresh_interval", "5s");
            }
            FakeIndex index = new FakeIndex("i" + i, cluster.id(), 1 + chance.nextInt(3), settings);
            for (int d = chance.nextInt(6); d >= 0; d--) {
                index.write("d" + d, "" + d);
            }
            cluster.stored.put(index.name, index);
            settingsThen.put(index.name, settings);
            expected.put(
                    index.name,
                    IndexCount.exactly(new Tally(index.uuid, index.documents.size(), index.operations))
                            .remembering(
                                    samples
                                            ? index.documents.values().stream()
                                                    .map(Sample::of)
                                                    .toList()
                                            : null));
            String target = renamed ? "r-" + index.name : index.name;
            if (overwrite && chance.nextBoolean()) {
                FakeIndex before = new FakeIndex(target, cluster.id(), index.shards.size(), settings);
                before.write("old", "o");
                before.open = chance.nextInt(4) > 0;
                cluster.indices.put(target, before);
            }
        }
        counts = CountsFile.read(CountsFile.of(new ObjectMeta(), new Counts(FakeCluster.SNAPSHOT, List.of(), expected)))
                .orElseThrow();
        List<String> spec = new ArrayList<>();
        spec.add("conflict: " + (overwrite ? Conflict.Overwrite : Conflict.Fail));
        spec.add("verification: "
                + (samples
                        ? Verification.CountsAndSamples
                        : chance.nextInt(5) == 0 ? Verification.None : Verification.Counts));
        if (renamed) {
            spec.add("rename: {pattern: '(.+)', replacement: 'r-$1'}");
        }
        resource = Views.restore(spec.toArray(String[]::new));
        trace(String.join(", ", spec) + " " + cluster.indices.keySet() + " of " + cluster.stored.keySet());
    }

    private void at(Duration after, Runnable what) {
        agenda.add(new Task(now.plus(after), order++, what));
    }

    private void shards() {
        cluster.moveOn();
        at(Duration.ofMillis(200 + chance.nextInt(2_000)), this::shards);
    }

    // ---- the operator

    private void boot() {
        operator++;
        alive = true;
        long me = operator;
        errands = new Errands(
                site -> cluster,
                task -> {
                    inFlight.add(task);
                    Duration takes = chance.nextDouble() < cluster.faults / 4
                            ? Duration.ofSeconds(8)
                            : Duration.ofMillis(1 + chance.nextInt(300));
                    at(takes, () -> {
                        if (inFlight.remove(task)) {
                            task.run();
                        }
                    });
                },
                () -> now,
                who -> {
                    if (me == operator) {
                        wake(Duration.ZERO);
                    }
                });
        gate = new StatusGate<>(RestoreStatus::withoutProgress);
        leaving = new Leaving(new Farewell(errands, new EventWriter(NO_EVENTS)));
        nextPass = Instant.MAX;
        trace("operator " + me + " starts");
        wake(Duration.ZERO);
    }

    private void kill() {
        if (!alive) {
            return;
        }
        trace("the operator is killed");
        alive = false;
        operator++;
        nextPass = Instant.MAX;
        List<Runnable> requests = List.copyOf(inFlight);
        inFlight.clear();
        // What was on the wire may still be carried out.
        requests.stream().filter(r -> chance.nextBoolean()).forEach(Runnable::run);
        at(Duration.ofMillis(1_000 + chance.nextInt(10_000)), this::boot);
    }

    private void wake(Duration after) {
        Instant due = now.plus(after);
        if (due.isBefore(nextPass)) {
            nextPass = due;
            long me = operator;
            at(after, () -> {
                if (alive && me == operator && !now.isBefore(nextPass)) {
                    nextPass = Instant.MAX;
                    pass();
                }
            });
        }
    }

    private void pass() {
        passes++;
        if (gone) {
            return;
        }
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            DeleteControl control = leaving.leave(view(), now);
            gone = control.isRemoveFinalizer();
            if (!gone) {
                wake(Duration.ofMillis(control.getScheduleDelay().orElse(1_000L)));
            }
            return;
        }
        if (resource.getStatus() != null && resource.getStatus().finishedAt() != null) {
            errands.forget(ID);
            return;
        }
        carryOut(RestorePlan.of(view(), now));
    }

    private RestoreView view() {
        Optional<RestoreRecord> record =
                resource.getStatus() == null || resource.getStatus().startedAt() == null
                        ? Optional.empty()
                        : Optional.ofNullable(configMaps.get("back-restore")).flatMap(RecordFile::read);
        return new RestoreView(
                resource,
                snapshotThere ? Optional.of(SNAPSHOT) : Optional.empty(),
                snapshotThere ? Optional.of(REPOSITORY) : Optional.empty(),
                clusterKnown
                        ? new Sites.Lookup.Found(Views.SITE)
                        : new Sites.Lookup.Missing("ClusterMissing", "there is no ElasticCluster es"),
                Optional.empty(),
                snapshotThere ? Optional.of(counts) : Optional.empty(),
                record,
                errands.findings(ID));
    }

    /** As the carrier does, with a Kubernetes that fails now and then. */
    private void carryOut(Decision<RestoreStatus> decision) {
        if (decision.object().isPresent()) {
            if (kubernetesFails()) {
                wake(Duration.ofSeconds(1));
                return;
            }
            ConfigMap map = (ConfigMap) decision.object().get();
            configMaps.put(map.getMetadata().getName(), map);
            recorded(map);
            if (kubernetesFails()) {
                kill();
                return;
            }
        }
        switch (gate.decide(ID, Optional.ofNullable(resource.getStatus()), decision.status(), now)) {
            case StatusGate.Verdict.Same() -> {
                decision.errand().ifPresent(this::run);
                decision.again().ifPresent(this::wake);
            }
            case StatusGate.Verdict.Later(var after) -> {
                decision.errand().ifPresent(this::run);
                wake(after);
                decision.again().ifPresent(this::wake);
            }
            case StatusGate.Verdict.Write() -> {
                if (kubernetesFails()) {
                    gate.forget(ID);
                    wake(Duration.ofSeconds(1));
                    return;
                }
                write(decision.status());
                boolean change = decision.errand().filter(Errand::isChange).isPresent();
                if (change) {
                    wake(Duration.ofMillis(1));
                } else {
                    decision.errand().ifPresent(this::run);
                    decision.again().ifPresent(this::wake);
                }
            }
        }
    }

    /** What is written down may be overwritten from now on, if that was asked for. */
    private void recorded(ConfigMap map) {
        Optional<RestoreRecord> record = RecordFile.read(map);
        if (map.getMetadata().getName().equals("back-restore")
                && record.orElseThrow().made() == null) {
            cluster.replaceable.clear();
            if (resource.getSpec().conflict() == Conflict.Overwrite) {
                cluster.replaceable.putAll(record.get().inTheWay());
            }
        }
    }

    private void run(Errand<?> errand) {
        errands.run(ID, Views.SITE, errand);
    }

    private boolean kubernetesFails() {
        return chance.nextDouble() < cluster.faults / 3;
    }

    private void write(RestoreStatus status) {
        if (ended != null && !status.equals(ended)) {
            cluster.wrongs.add("a finished one was written again");
        }
        List<Condition> before =
                resource.getStatus() == null ? List.of() : resource.getStatus().conditions();
        if (Conditions.find(before, "Succeeded")
                        .filter(c -> c.getStatus().equals("False"))
                        .isPresent()
                && !status.conditions()
                        .getFirst()
                        .getReason()
                        .equals(before.getFirst().getReason())) {
            cluster.wrongs.add(
                    "what went wrong is not said any more: " + before.getFirst().getMessage());
        }
        trace(status.step() + " " + status.conditions().getFirst().getReason() + " "
                + status.conditions().getFirst().getMessage()
                + (status.waitingFor() == null ? "" : " <- " + status.waitingFor()));
        resource = Views.with(resource, status);
        if (status.finishedAt() != null && ended == null) {
            ended = resource.getStatus();
            changesAtEnd = cluster.changes;
            at(Duration.ofSeconds(20), this::kill);
            at(Duration.ofSeconds(60), () -> wake(Duration.ZERO));
        }
    }

    // ---- people and accidents

    private void delete() {
        trace("the Restore is deleted");
        silent = chance.nextInt(4) == 0;
        cluster.faults = silent ? 1 : 0;
        clusterKnown = true;
        resource.getMetadata().setDeletionTimestamp(now.toString());
        wake(Duration.ZERO);
        soonGone(operator);
    }

    /** Within 30 seconds of one operator: one that dies leaves it to the next. */
    private void soonGone(long witness) {
        at(Duration.ofSeconds(30), () -> {
            if (!gone && alive && witness == operator) {
                cluster.wrongs.add("it is not gone after 30 seconds");
            } else if (!gone) {
                soonGone(operator);
            }
        });
    }

    private void meddle() {
        meddled = true;
        List<FakeIndex> all = List.copyOf(cluster.indices.values());
        FakeIndex index = all.isEmpty() ? null : all.get(chance.nextInt(all.size()));
        int what = chance.nextInt(11);
        trace("somebody: " + what + " " + (index == null ? "" : index.name));
        switch (what) {
            case 0 -> clusterKnown = false;
            case 1 -> snapshotThere = false;
            case 2 -> newIndex();
            default -> {
                if (index != null) {
                    meddle(index, what);
                }
            }
        }
    }

    private void meddle(FakeIndex index, int what) {
        boolean mine = cluster.made.contains(index.identity());
        switch (what) {
            case 3 -> cluster.indices.remove(index.name);
            case 4 -> {
                cluster.indices.remove(index.name);
                newIndex(index.name);
            }
            case 5 ->
                cluster.indices.values().forEach(i -> {
                    i.remembered = false;
                });
            case 6, 7 -> {
                if (mine) {
                    index.documents.keySet().stream().findFirst().ifPresent(id -> tamper(index, id));
                }
            }
            case 8 -> {
                if (mine) {
                    index.shards.set(0, FakeIndex.Shard.LOST);
                    at(Duration.ofMinutes(1 + chance.nextInt(3)), () -> index.shards.set(0, FakeIndex.Shard.STARTED));
                }
            }
            case 9 -> {
                if (mine && index.shards.getFirst() != FakeIndex.Shard.STARTED) {
                    index.shards.set(0, FakeIndex.Shard.GIVEN_UP);
                }
            }
            default -> {
                if (index.identity().equals(cluster.replaceable.get(index.name))) {
                    index.open = true;
                }
            }
        }
    }

    /** Numbers tell of a deletion alone. */
    private void tamper(FakeIndex index, String id) {
        if (resource.getSpec().verification() == Verification.CountsAndSamples && chance.nextBoolean()) {
            index.write(id, "x");
        } else {
            index.delete(id);
        }
    }

    private void newIndex() {
        List<String> names = List.copyOf(cluster.stored.keySet());
        newIndex((chance.nextBoolean() ? "" : "r-") + names.get(chance.nextInt(names.size())));
    }

    private void newIndex(String name) {
        if (!cluster.indices.containsKey(name)) {
            FakeIndex index = new FakeIndex(name, cluster.id(), 1, Map.of("index.number_of_replicas", "2"));
            index.write("mine", "m");
            index.open = chance.nextInt(3) > 0;
            cluster.indices.put(name, index);
        }
    }

    // ---- what must hold

    private void judge() {
        List<String> wrongs = cluster.wrongs;
        if (passes > 2_500) {
            wrongs.add("a hot loop: " + passes + " passes");
        }
        if (changesAtEnd >= 0 && cluster.changes != changesAtEnd) {
            wrongs.add("something was changed after the end");
        }
        RestoreStatus status = resource.getStatus();
        if (!gone && status.finishedAt() == null && status.waitingFor() == null) {
            wrongs.add("it neither ends nor waits for anything: " + status.conditions());
        }
        boolean over = gone || status.finishedAt() != null;
        if (!meddled
                && !gone
                && !resource.getStatus().conditions().getFirst().getStatus().equals("True")) {
            wrongs.add("nobody interfered, and it did not succeed: " + ending());
        }
        if (over && clusterKnown && !silent) {
            cluster.indices.values().forEach(this::judge);
        }
        if (status != null && status.finishedAt() != null) {
            judge(status);
        }
    }

    private void judge(FakeIndex index) {
        if (cluster.made.contains(index.identity())) {
            Map<String, String> settings = new TreeMap<>(index.settings);
            settings.remove(FakeIndex.HISTORY);
            String source = index.source.orElseThrow().index();
            if (!settings.equals(settingsThen.get(source))) {
                cluster.wrongs.add("index " + index.name + " has the settings " + settings);
            }
        } else if (!index.open && index.identity().equals(cluster.replaceable.get(index.name)) && wasOpen(index.name)) {
            cluster.wrongs.add("index " + index.name + " was closed for nothing and is still");
        }
    }

    private boolean wasOpen(String name) {
        return Optional.ofNullable(configMaps.get("back-restore"))
                .flatMap(RecordFile::read)
                .filter(r -> r.closing().contains(name))
                .isPresent();
    }

    private void judge(RestoreStatus status) {
        String succeeded = status.conditions().getFirst().getStatus();
        String reason = status.conditions().getFirst().getReason();
        if (succeeded.equals("Unknown")) {
            cluster.wrongs.add("it ended and does not say how");
        }
        if (succeeded.equals("True") && reason.equals("Verified")) {
            if (cluster.right.size() != cluster.stored.size() || cluster.right.containsValue(false)) {
                cluster.wrongs.add("it is called verified: " + cluster.right);
            }
        }
        if (reason.equals("CountMismatch")
                && (status.verification() == null
                        || status.verification().mismatches().getFirst().found() == null
                        || status.verification().mismatches().getFirst().expected() == null)) {
            cluster.wrongs.add("the numbers are missing");
        }
        if (status.settingsConfigMap() != null) {
            cluster.wrongs.add("it ended and still has something to put back");
        }
    }

    /** How it ended, in one word. */
    String ending() {
        return gone
                ? "Deleted"
                : resource.getStatus().finishedAt() == null
                        ? "Waits"
                        : resource.getStatus().conditions().getFirst().getReason();
    }

    private void trace(String what) {
        trace.add(Duration.between(START, now).toMillis() + " " + what);
    }
}
