package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Cutover;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * One Migration from its creation to its end, in virtual time: the real plan and the real errands, two fake clusters with a
 * live writer, a fake Kubernetes, an operator that is killed, and people who interfere.
 */
final class MigrationStory {
    private static final ResourceID ID = new ResourceID("move", "ns");
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    /** Until then, things go wrong. */
    private static final Duration TROUBLE = Duration.ofMinutes(4);

    private static final Duration DECISIONS = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofMinutes(40);
    /** So long an answer may be acted on; and a little, to act. */
    private static final Duration LOOK_LASTS = Duration.ofMinutes(5).plusSeconds(5);

    private static final Set<Phase> LEADING = EnumSet.of(Phase.Switching, Phase.Switched, Phase.RollingBack);
    private static final KubernetesClient NO_EVENTS = (KubernetesClient) Proxy.newProxyInstance(
            MigrationStory.class.getClassLoader(), new Class<?>[] {KubernetesClient.class}, (proxy, method, args) -> {
                throw new KubernetesClientException("events are not kept");
            });

    private record Task(Instant at, long order, Runnable what) {}

    private final Random chance;
    private final Trouble trouble;
    private final SimSource source;
    private final SimTarget target;
    private final SimParts parts;
    private final PriorityQueue<Task> agenda =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::order));
    private final List<String> trace = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();
    private final List<Runnable> inFlight = new ArrayList<>();
    private Migration resource;
    private Optional<Service> service = Optional.empty();
    private boolean gone;
    /** Nothing answers while it is deleted: then it may leave something behind. */
    private boolean silent;

    private boolean sourceKnown = true;

    private Instant now = START;
    /** Until then Kubernetes does not answer. */
    private Instant outage = START;

    private long order;
    private long versions;
    private long operator; // number of the living operator
    private boolean alive;
    private Errands errands;
    private Leaving leaving;
    private Instant nextPass = Instant.MAX;
    private long passes;
    private Optional<MigrationStatus> settled = Optional.empty();
    private int changesThen;

    MigrationStory(long seed) {
        chance = new Random(seed);
        trouble = new Trouble(chance);
        source = new SimSource(trouble);
        target = new SimTarget(trouble);
        parts = new SimParts(source, target, this::at, () -> wake(Duration.ZERO));
        target.leading = () -> judgeLeading("an alias");
        build();
    }

    /** Tells the story; what is wrong with it, in words. */
    List<String> tell() {
        boot();
        if (chance.nextInt(3) > 0) {
            trouble.faults = chance.nextDouble() * 0.3;
            parts.failing = chance.nextBoolean();
        }
        for (int i = chance.nextInt(5); i > 0; i--) {
            at(Duration.ofMillis(chance.nextInt(180_000)), this::kill);
        }
        for (int i = chance.nextInt(5); i > 0; i--) {
            at(Duration.ofMillis(500 + chance.nextInt(200_000)), this::meddle);
        }
        for (int i = chance.nextInt(3); i > 0; i--) {
            at(Duration.ofMillis(chance.nextInt((int) DECISIONS.toMillis())), this::decide);
        }
        if (chance.nextInt(5) == 0) {
            at(Duration.ofMillis(chance.nextInt(240_000)), this::delete);
        }
        at(TROUBLE, () -> {
            service = service.filter(s -> !new Front(resource).isTaken(Optional.of(s)));
            parts.snapshots.values().removeIf(s -> !new Parts(resource).own(s));
            trouble.faults = silent ? 1 : 0;
            sourceKnown = true;
            parts.failing = false;
            trace("quiet");
            wake(Duration.ZERO);
        });
        writer();
        while (agenda.peek().at().isBefore(until()) && passes < 20_000 && !gone) {
            Task task = agenda.poll();
            now = task.at();
            source.now = now;
            task.what().run();
        }
        judge();
        return wrongs;
    }

    /** A while after the end, and after the last decision: nothing is to happen then. */
    private Instant until() {
        Instant decided = START.plus(DECISIONS).plusSeconds(90);
        return settled.map(s -> Instant.parse(s.finishedAt()).plusSeconds(90))
                .map(rest -> rest.isAfter(decided) ? rest : decided)
                .orElse(START.plus(END));
    }

    List<String> trace() {
        return trace;
    }

    private void build() {
        source.now = now;
        for (int i = 1 + chance.nextInt(4); i > 0; i--) {
            newIndex("logs-" + i);
        }
        List<String> spec = new ArrayList<>();
        if (chance.nextInt(8) > 0) {
            spec.add("cutover:");
            spec.add("  move: " + (chance.nextInt(4) == 0 ? "Wait" : "Proceed"));
            if (chance.nextBoolean()) {
                spec.add("  service: {name: search}");
            }
            if (chance.nextBoolean()) {
                spec.add("  aliases: [{alias: all, index: logs-1}]");
            }
        }
        resource = Migrations.migration(spec.toArray(String[]::new));
        if (chance.nextInt(10) == 0) {
            service = Optional.of(foreign());
        }
        if (chance.nextInt(10) == 0) {
            Snapshot theirs = new Parts(resource).snapshot(chance.nextInt(2));
            theirs.getMetadata().setOwnerReferences(List.of());
            parts.make(theirs);
        }
        trace(String.join(", ", spec) + " " + source.indices.keySet());
    }

    private void at(Duration after, Runnable what) {
        agenda.add(new Task(now.plus(after), order++, what));
    }

    // ---- the application

    private void writer() {
        if (!source.indices.isEmpty()) {
            List<SimSource.Index> all = List.copyOf(source.indices.values());
            SimSource.Index index = all.get(chance.nextInt(all.size()));
            if (index.takesWrites()) {
                write(index);
            }
        }
        at(Duration.ofMillis(50 + chance.nextInt(1_500)), this::writer);
    }

    /** A write may take its time. Whoever blocks an index by its settings does not wait for it. */
    private void write(SimSource.Index index) {
        String id = "d" + chance.nextInt(12);
        long version = ++versions;
        Runnable[] landing = new Runnable[1];
        landing[0] = () -> {
            if (index.underWay.remove(landing[0])) {
                index.write(id, version, now);
            }
        };
        index.underWay.add(landing[0]);
        at(Duration.ofMillis(chance.nextInt(10) == 0 ? chance.nextInt(1_500) : 1), landing[0]);
    }

    private void newIndex(String name) {
        source.indices.put(name, new SimSource.Index(name, Long.toHexString(chance.nextLong()), now));
    }

    // ---- the operator

    private void boot() {
        operator++;
        alive = true;
        long me = operator;
        errands = new Errands(
                site -> site.name().contains("old") ? source : target,
                task -> {
                    inFlight.add(task);
                    Duration takes =
                            trouble.strikes() ? Duration.ofSeconds(8) : Duration.ofMillis(1 + chance.nextInt(300));
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
        boolean forLong = chance.nextInt(5) == 0;
        at(Duration.ofSeconds(forLong ? 360 + chance.nextInt(240) : 1 + chance.nextInt(10)), this::boot);
    }

    private void wake(Duration after) {
        Instant due = now.plus(after);
        if (alive && due.isBefore(nextPass)) {
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
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            DeleteControl control = leaving.leave(resource, source(), now);
            gone = control.isRemoveFinalizer();
            if (!gone) {
                wake(Duration.ofMillis(control.getScheduleDelay().orElse(1_000L)));
            }
            return;
        }
        if (MigrationPlan.isOver(resource)) {
            errands.forget(ID);
            return;
        }
        Next next = MigrationPlan.of(view(), now);
        if (next.part().isPresent()) {
            if (strikes()) {
                return;
            }
            parts.make(next.part().get());
            if (strikes()) {
                return;
            }
        }
        carryOut(next.decision());
    }

    /** Kubernetes fails, or the operator dies, at any place. */
    private boolean strikes() {
        if (now.isBefore(outage)) {
            wake(Duration.ofSeconds(10));
            return true;
        }
        if (chance.nextDouble() >= trouble.faults / 3) {
            return false;
        }
        if (chance.nextBoolean()) {
            kill();
        } else {
            wake(Duration.ofSeconds(1));
        }
        return true;
    }

    private MigrationView view() {
        Parts names = new Parts(resource);
        String copy = names.copy(MigrationView.round(resource));
        return new MigrationView(
                resource,
                Optional.ofNullable(parts.repositories.get(names.sourceRepository())),
                Optional.ofNullable(parts.repositories.get(names.targetRepository())),
                Optional.ofNullable(parts.snapshots.get(copy)),
                Optional.ofNullable(parts.restores.get(copy)),
                counts(copy),
                MigrationView.round(resource) == Parts.FIRST
                        ? Optional.empty()
                        : counts(names.copy(MigrationView.round(resource) - 1)),
                service,
                source(),
                Migrations.TARGET,
                Optional.empty(),
                errands.findings(ID));
    }

    private Optional<Counts> counts(String copy) {
        return Optional.ofNullable(parts.snapshots.get(copy)).map(s -> parts.counts.get(copy));
    }

    private Sites.Lookup source() {
        return sourceKnown ? Migrations.SOURCE : new Sites.Lookup.Missing("SecretMissing", "there is no Secret");
    }

    /** As the carrier does. */
    private void carryOut(Decision<MigrationStatus> decision) {
        if (decision.object().isPresent()) {
            if (strikes()) {
                return;
            }
            apply((Service) decision.object().get());
            if (strikes()) {
                return;
            }
        }
        boolean same = decision.status().equals(resource.getStatus());
        if (!same) {
            if (strikes()) {
                return;
            }
            write(decision.status());
            if (strikes()) {
                return;
            }
        }
        boolean change = decision.errand().filter(Errand::isChange).isPresent();
        if (same || !change) {
            decision.errand().ifPresent(e -> run(decision.at().orElseThrow(), e));
            decision.again().ifPresent(this::wake);
        } else {
            wake(Duration.ofMillis(1));
        }
    }

    private void run(Site site, Errand<?> errand) {
        if (errand.isChange()) {
            trace("does " + errand);
        }
        errands.run(ID, site, errand);
    }

    private void apply(Service next) {
        trace("Service leads to " + next.getSpec().getExternalName());
        boolean moves = next.getSpec().getExternalName().startsWith("new");
        if (service.isPresent() && new Front(resource).isTaken(service)) {
            wrongs.add("the Service of somebody else was changed");
        }
        service = Optional.of(next);
        if (moves) {
            judgeLeading("the Service");
        }
    }

    private void write(MigrationStatus status) {
        if (settled.isPresent()) {
            wrongs.add("a settled one was written again");
        }
        Optional<Phase> before = phase();
        trace(status.phase() + " " + status.round() + " "
                + Conditions.find(status.conditions(), "Succeeded")
                        .orElseThrow()
                        .getReason()
                + " blocked " + status.blockedIndices()
                + (status.waitingFor() == null ? "" : " <- " + status.waitingFor()));
        known(status);
        resource = Migrations.with(resource, status);
        if (status.phase() == Phase.Switched
                && before.filter(p -> p != Phase.Switched).isPresent()) {
            if (resource.getSpec().cutover().service() == null) { // else that was judged when it was led
                judgeLeading("Switched");
            }
            judgeSwitched();
        }
        if (status.phase() == Phase.Ended && !succeeded().equals("True")) {
            judgeOpened();
        }
        if (status.phase() == Phase.DeltaRestoring && chance.nextInt(4) == 0) {
            at(Duration.ofMillis(chance.nextInt(25_000)), chance.nextInt(3) > 0 ? this::writeThrough : this::breakDown);
        }
        if (MigrationPlan.isOver(resource)) {
            settled = Optional.of(status);
            changesThen = source.changes + target.changes;
        }
        wake(Duration.ZERO);
    }

    /** What others block between a look and the note of it cannot be told apart. */
    private void known(MigrationStatus status) {
        List<String> before =
                resource.getStatus() == null ? List.of() : resource.getStatus().blockedIndices();
        for (String name : status.blockedIndices()) {
            SimSource.Index index = source.indices.get(name);
            if (index != null
                    && !before.contains(name)
                    && index.blockedByOthers
                            .filter(at -> at.isAfter(now.minusSeconds(60)))
                            .isPresent()) {
                index.blockedByOthers = Optional.empty();
                index.blockedByUs = true;
            }
        }
    }

    private Optional<Phase> phase() {
        return Optional.ofNullable(resource.getStatus()).map(MigrationStatus::phase);
    }

    private String succeeded() {
        return Conditions.find(resource.getStatus().conditions(), "Succeeded")
                .orElseThrow()
                .getStatus();
    }

    // ---- people and accidents

    private void delete() {
        trace("the Migration is deleted");
        silent = chance.nextInt(4) == 0;
        trouble.faults = silent ? 1 : 0;
        sourceKnown = true;
        settled = Optional.empty();
        resource.getMetadata().setDeletionTimestamp(now.toString());
        wake(Duration.ZERO);
    }

    /** What CEL lets through. */
    private void decide() {
        Cutover cutover = resource.getSpec().cutover();
        if (cutover == null || cutover.move() == Cutover.Move.RollBack) {
            return;
        }
        boolean waits = cutover.move() == Cutover.Move.Wait;
        if (!waits && chance.nextInt(3) > 0) {
            return;
        }
        Cutover.Move next = waits && chance.nextInt(5) > 0 ? Cutover.Move.Proceed : Cutover.Move.RollBack;
        trace("move: " + next);
        resource = Migrations.moving(resource, next);
        if (phase().filter(p -> p == Phase.Switched).isPresent()) {
            settled = Optional.empty();
        }
        wake(Duration.ZERO);
    }

    private void meddle() {
        List<SimSource.Index> all = List.copyOf(source.indices.values());
        SimSource.Index index = all.get(chance.nextInt(all.size()));
        int what = chance.nextInt(13);
        trace("somebody: " + what + " " + index.name);
        switch (what) {
            case 0, 1 -> newIndex("logs-" + (10 + chance.nextInt(90)));
            case 2 -> {
                if (all.size() > 1) {
                    drop(index);
                }
            }
            case 3 -> {
                drop(index);
                newIndex(index.name);
            }
            case 4, 5 -> {
                boolean ours = resource.getStatus() != null
                        && resource.getStatus().blockedIndices().contains(index.name);
                if (index.takesWrites() && !ours) {
                    index.blockedByOthers = Optional.of(now);
                }
            }
            case 6, 7 -> {
                index.blockedByOthers = Optional.empty();
                index.blockedByUs = false;
            }
            case 8 -> {
                newIndex("logs-99");
                SimSource.Index full = source.indices.get("logs-99");
                full.write("d", ++versions, now);
                full.blockedByOthers = Optional.of(now);
            }
            case 9 -> accident();
            case 10 -> sourceKnown = false;
            case 11 -> openAgainAndAgain();
            default -> source.streams = chance.nextInt(3) == 0;
        }
    }

    /** Somebody opens an index, writes, and blocks it again. */
    private void writeThrough() {
        trace("somebody writes to what is blocked");
        for (SimSource.Index index : source.indices.values()) {
            if (chance.nextBoolean()) {
                index.write("d" + chance.nextInt(12), ++versions, now);
            }
        }
    }

    private void breakDown() {
        trace("Kubernetes breaks down");
        outage = now.plusSeconds(chance.nextInt(600));
    }

    private void openAgainAndAgain() {
        source.indices.values().forEach(i -> {
            i.blockedByOthers = Optional.empty();
            i.blockedByUs = false;
        });
        if (now.isBefore(START.plus(TROUBLE))) {
            at(Duration.ofSeconds(1 + chance.nextInt(15)), this::openAgainAndAgain);
        }
    }

    private static Service foreign() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("search")
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName("old.example.org")
                .endSpec()
                .build();
    }

    private void drop(SimSource.Index index) {
        source.indices.remove(index.name);
        index.underWay.clear();
    }

    private void accident() {
        switch (chance.nextInt(4)) {
            case 0 -> service = Optional.of(foreign());
            case 1 -> parts.counts.clear();
            case 2 -> parts.snapshots.clear();
            default -> parts.restores.clear();
        }
        wake(Duration.ZERO);
    }

    // ---- what must hold

    /** Whatever the source had at the last look is on the target before anything leads there. */
    private void judgeLeading(String what) {
        if (phase().filter(LEADING::contains).isEmpty()) {
            wrongs.add(what + " led to the target at " + phase());
        }
        if (source.lastLook.isBefore(now.minus(LOOK_LASTS))) {
            wrongs.add(what + " led to the target after a look at " + source.lastLook);
        }
        if (!source.writableThen.isEmpty()) {
            wrongs.add(what + " led to the target, and the source took writes in " + source.writableThen);
        }
        for (SimSource.Index index : source.indices.values()) {
            Map<String, SimSource.Written> there = target.indices.getOrDefault(index.name, Map.of());
            index.documents.forEach((id, written) -> {
                SimSource.Written copy = there.get(id);
                if (written.at().isBefore(source.lastLook) && (copy == null || copy.version() < written.version())) {
                    wrongs.add(what + " led to the target, which lacks " + id + " of " + index.name
                            + ", acknowledged at " + written.at() + "; the last look was at " + source.lastLook);
                }
            });
        }
    }

    private void judgeOpened() {
        for (SimSource.Index index : source.indices.values()) {
            if (index.blockedByUs) {
                wrongs.add("index " + index.name + " stays blocked");
            }
        }
        if (!target.aliases.isEmpty()) {
            wrongs.add("an alias stays on the target");
        }
        if (leadsToTarget()) {
            wrongs.add("the Service still leads to the target");
        }
    }

    private boolean leadsToTarget() {
        return service.filter(s -> !new Front(resource).isTaken(service))
                .filter(s -> s.getSpec().getExternalName().startsWith("new"))
                .isPresent();
    }

    private void judge() {
        wrongs.addAll(source.wrongs);
        if (passes > 2_500) {
            wrongs.add("a hot loop: " + passes + " passes");
        }
        if (settled.isPresent() && changesThen != source.changes + target.changes) {
            wrongs.add("something was changed after the end");
        }
        boolean switched =
                phase().filter(p -> p == Phase.Switching || p == Phase.Switched).isPresent();
        if (gone) {
            if (!switched && !silent && !leadsToTarget()) {
                source.indices.values().stream()
                        .filter(i -> i.blockedByUs)
                        .forEach(i -> wrongs.add("it is gone, and index " + i.name + " stays blocked"));
            }
        } else if (resource.getMetadata().getDeletionTimestamp() != null) {
            wrongs.add("it is not gone");
        } else if (!isAtRest()) {
            wrongs.add("it has not ended: " + resource.getStatus());
        }
    }

    private void judgeSwitched() {
        Cutover cutover = resource.getSpec().cutover();
        if (cutover.service() != null && !leadsToTarget()) {
            wrongs.add("it is switched, and the Service does not lead to the target");
        }
        if (target.aliases.size() != cutover.aliases().size()) {
            wrongs.add("it is switched, and has the aliases " + target.aliases);
        }
    }

    private boolean isAtRest() {
        boolean waits = phase().filter(p -> p == Phase.Waiting).isPresent();
        return waits
                ? resource.getSpec().cutover().move() == Cutover.Move.Wait
                : phase().filter(p -> p == Phase.Ended || p == Phase.Switched).isPresent();
    }

    /** How it ended, in one word. */
    String ending() {
        return gone
                ? "Deleted"
                : Conditions.find(resource.getStatus().conditions(), "Succeeded")
                        .orElseThrow()
                        .getReason();
    }

    private void trace(String what) {
        trace.add(Duration.between(START, now).toMillis() + " " + what);
    }
}
