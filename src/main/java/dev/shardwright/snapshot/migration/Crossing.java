package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Cutover;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Words;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
            BlockWrites block = new BlockWrites(source.writable());
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
                .filter(e -> e.getValue().isCounted() && !e.getValue().isExact())
                .map(Map.Entry::getKey)
                .findFirst();
        return moving.map(this::onceMore).orElseGet(() -> MigrationPlan.to(report.deltaRestoring()));
    }

    /** The last look before the switch: nothing takes writes, and nothing was written since the snapshot. */
    Next restored(Condition verified) {
        if (!verified.getReason().equals("Verified")) {
            return rollBack(verified.getReason(), "the rest was not compared: " + verified.getMessage());
        }
        if (view.counts().isEmpty()) {
            return rollBack(
                    "CountsMissing", "the counts of the last snapshot are gone: nothing proves that it holds all");
        }
        return looked(source -> source.writable().isEmpty()
                ? asking.of(view.source(), WrittenSince.of(view.counts().get()), index -> index.map(this::onceMore)
                        .orElseGet(() -> MigrationPlan.to(report.switching(new Copying(view, report).documents()))))
                : onceMore(source.writable().getFirst()));
    }

    /** Aliases first: the Service brings the application, which then finds them. */
    Next lead() {
        Cutover cutover = view.spec().cutover();
        Front front = new Front(view.resource());
        if (front.isWanted() && front.isTaken(view.service())) {
            return rollBack(
                    "ServiceTaken", "Service " + front.name() + " is not the one that this Migration made any more");
        }
        if (cutover.aliases().isEmpty()) {
            return led(front);
        }
        return asking.of(
                view.target(),
                new SwitchAliases(cutover.aliases()),
                done -> led(front),
                why -> rollBack("Refused", "the aliases could not be made on the target: " + Words.of(why)));
    }

    private Next led(Front front) {
        Decision<MigrationStatus> switched = Decision.tell(report.switched());
        Optional<Service> service =
                front.isWanted() ? front.leading(view.spec().target(), view.service()) : Optional.empty();
        return Next.of(service.map(switched::applying).orElse(switched));
    }

    private Next looked(Function<Source, Next> then) {
        Phase phase = view.written().map(MigrationStatus::phase).orElseThrow();
        return asking.of(
                view.source(),
                new LookAtSource(new Expressions(view.spec().indices()), phase, view.round()),
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
                "index " + index + " was written to since it was copied: the rest is copied once more"));
    }

    private Next rollBack(String reason, String message) {
        return MigrationPlan.to(report.rollingBack(reason, message));
    }
}
