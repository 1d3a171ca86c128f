package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.restore.Renamed;
import dev.shardwright.snapshot.site.Words;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The application goes over: the source stops to take writes, the rest is copied and compared, and what was written to the
 * source in the meantime in spite of that is copied once more.
 */
record Crossing(MigrationView view, MigrationReport report, Asking asking) {
    /** A source that is still written to after so many rounds is not really blocked. */
    static final int MOST_ROUNDS = 5;
    /** A master that has much to do: it may block the index yet. */
    private static final String SLOW = "process_cluster_event_timeout_exception";

    /** What is to be blocked is written down, blocked, and looked at again. */
    Next block() {
        return looked(source -> {
            if (source.writable().isEmpty()) {
                return blocked();
            }
            BlockWrites block = new BlockWrites(
                    source.writable().stream().limit(BlockWrites.BATCH).toList());
            if (!view.written().orElseThrow().blockedIndices().containsAll(source.writable())) {
                return MigrationPlan.to(report.aboutToBlock(source.writable()));
            }
            return asking.of(
                    view.source(),
                    block,
                    done -> asking.again(
                            view.source(),
                            block,
                            "StillWritable",
                            "somebody lets the source take writes: blocked again"),
                    why -> why.type().equals(SLOW)
                            ? asking.again(view.source(), block, "Refused", Words.of(why))
                            : rollBack("Refused", "the source could not be blocked for writes: " + Words.of(why)));
        });
    }

    /** The snapshot of the rest must hold exactly what the source has. */
    Next taken(Snapshot snapshot) {
        Optional<Counts> counts = view.counts();
        if (counts.isEmpty()) {
            return rollBack(
                    "CountsMissing",
                    "the counts of Snapshot " + snapshot.getMetadata().getName()
                            + " are gone or cannot be read: nothing proves that it holds everything");
        }
        Optional<String> moving = counts.get().indices().entrySet().stream()
                .filter(e -> !e.getValue().isExact())
                .map(Map.Entry::getKey)
                .findFirst();
        return moving.map(this::onceMore).orElseGet(() -> mayOverwrite(counts.get()));
    }

    /** The rest overwrites what earlier rounds made, and nothing else: what is new on the source must be new on the target. */
    private Next mayOverwrite(Counts counts) {
        if (view.earlier().isEmpty()) {
            return rollBack(
                    "CountsMissing",
                    "the counts of the snapshot before are gone: nothing tells which indices of the target may be"
                            + " overwritten");
        }
        Set<String> added = new TreeSet<>(counts.indices().keySet());
        added.removeAll(view.earlier().get().indices().keySet());
        Renamed renamed = new Renamed(Optional.ofNullable(view.spec().rename()), List.of());
        return added.isEmpty()
                ? MigrationPlan.to(report.deltaRestoring())
                : asking.of(
                        view.target(),
                        new FindOnTarget(added.stream().map(renamed::of).toList(), view.round()),
                        taken -> taken.map(this::conflict).orElseGet(() -> MigrationPlan.to(report.deltaRestoring())));
    }

    private Next conflict(String index) {
        return rollBack(
                "IndexConflict",
                "index " + index + " is new on the source, and the target has one of that name that this Migration has"
                        + " not made: delete one of them, or leave it out by spec.indices, and make a new Migration");
    }

    /** The last look before the switch: nothing takes writes, and nothing was written since the snapshot. */
    Next restored(Condition verified) {
        if (!verified.getReason().equals("Verified")) {
            return rollBack(verified.getReason(), "the rest was not compared: " + verified.getMessage());
        }
        return unchanged(
                this::onceMore, () -> MigrationPlan.to(report.switching(new Copying(view, report).documents())));
    }

    /** Aliases first: the Service brings the application, which then finds them. */
    Next lead() {
        Front front = new Front(view.resource());
        if (front.isWanted() && front.isTaken(view.service())) {
            return rollBack(
                    "ServiceTaken", "Service " + front.name() + " is not the one that this Migration made any more");
        }
        if (front.leadsTo(view.spec().target(), view.service())) {
            return led(front);
        }
        // The operator may have been away since the last look.
        SwitchAliases aliases = new SwitchAliases(view.spec().cutover().aliases());
        return asking.isJustDone(aliases)
                ? led(front)
                : unchanged(
                        index -> rollBack("SourceChanges", "index " + index + " was written to before the switch"),
                        () -> aliases.aliases().isEmpty() ? led(front) : lead(aliases, front));
    }

    private Next lead(SwitchAliases aliases, Front front) {
        return asking.of(
                view.target(),
                aliases,
                done -> led(front),
                why -> rollBack("Refused", "the aliases could not be made on the target: " + Words.of(why)));
    }

    private Next led(Front front) {
        Decision<MigrationStatus> switched = Decision.tell(report.switched());
        Optional<Service> service =
                front.isWanted() ? front.leading(view.spec().target(), view.service()) : Optional.empty();
        return Next.of(service.map(switched::applying).orElse(switched));
    }

    /** Nothing takes writes, and nothing was written since the last snapshot: as far as can be told before the switch. */
    private Next unchanged(Function<String, Next> changed, Supplier<Next> unchanged) {
        Optional<Counts> counts = view.snapshot()
                .filter(new Parts(view.resource())::own)
                .flatMap(snapshot -> view.counts())
                .filter(c -> c.indices().values().stream().allMatch(WrittenSince::isKnown));
        if (counts.isEmpty()) {
            return rollBack(
                    "CountsMissing", "the counts of the last snapshot are gone: nothing proves that it holds all");
        }
        LookAtSource look = LookAtSource.of(view, Phase.Switching);
        return asking.lately(view.source(), WrittenSince.of(look, counts.get()), index -> index.map(changed)
                .orElseGet(unchanged));
    }

    private Next looked(Function<Source, Next> then) {
        Phase phase = view.written().map(MigrationStatus::phase).orElseThrow();
        return asking.of(
                view.source(),
                LookAtSource.of(view, phase),
                source -> source.streams().isEmpty()
                        ? then.apply(source)
                        : rollBack("DataStreams", Registering.words(source.streams())));
    }

    private Next blocked() {
        int round = view.round() + 1;
        return round > MOST_ROUNDS
                ? rollBack("SourceChanges", "the source is written to although it is blocked")
                : MigrationPlan.to(report.deltaSnapshotting(round));
    }

    private Next onceMore(String index) {
        return MigrationPlan.to(report.blocking(
                "index " + index + " is not as it was when it was counted: the rest is copied once more"));
    }

    private Next rollBack(String reason, String message) {
        return MigrationPlan.to(report.rollingBack(reason, message));
    }
}
