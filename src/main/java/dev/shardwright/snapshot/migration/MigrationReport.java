package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationSide;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.api.snapshot.MigrationStatusBuilder;
import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The status of a Migration. */
final class MigrationReport {
    static final String SUCCEEDED = "Succeeded";
    static final String COPIED = "Copied";
    private static final String UNKNOWN = "Unknown";

    private final MigrationView view;
    private final MigrationStatus before;
    private final Instant now;

    MigrationReport(MigrationView view, Instant now) {
        this.view = view;
        this.before = view.written().orElse(null);
        this.now = now;
    }

    /** It waits for something, where it is. What went wrong before stays said. */
    MigrationStatus waiting(String reason, String message) {
        MigrationStatusBuilder waiting = next().waitingFor(message);
        return failure()
                .map(c -> succeeded(waiting, "False", c.getReason(), c.getMessage()))
                .orElseGet(() -> succeeded(waiting, UNKNOWN, reason, message));
    }

    /** It is about to change something for the first time. */
    MigrationStatus started() {
        return at(next().started(text()), Phase.Registering, "the place is registered on both clusters");
    }

    MigrationStatus snapshotting() {
        return at(Phase.Snapshotting, "the source takes the first snapshot");
    }

    MigrationStatus restoring() {
        return at(Phase.Restoring, "the target restores the first snapshot, and the documents are compared");
    }

    /** The first copy is there, and this was all. */
    MigrationStatus copied(Condition restored, Long documents) {
        MigrationStatusBuilder ended =
                next().at(Phase.Ended).finished(text()).documents(documents).conditions(copied(restored));
        return succeeded(ended, "True", restored.getReason(), restored.getMessage());
    }

    /** The first copy is there, and more is to come. */
    MigrationStatus copiedFirst(Condition restored, Long documents) {
        return at(
                next().documents(documents).conditions(copied(restored)),
                Phase.Waiting,
                "the first copy is good; the source is written to on");
    }

    /** Nobody has said yet that the application is to go over. */
    MigrationStatus waitingForMove() {
        return waiting(
                "Waiting", "spec.cutover.move: Proceed; the first copy is good, and the source is written to on");
    }

    /** The source is to take no more writes. */
    MigrationStatus blocking(String message) {
        return at(Phase.Blocking, message);
    }

    /** These indices are about to be blocked too: a roll-back will need to know them. */
    MigrationStatus aboutToBlock(List<String> indices) {
        TreeSet<String> all = new TreeSet<>(before.blockedIndices());
        all.addAll(indices);
        String since = Optional.ofNullable(before.blockedAt()).orElse(text());
        return at(next().blocked(since, List.copyOf(all)), Phase.Blocking, "the source stops to take writes");
    }

    MigrationStatus deltaSnapshotting(int round) {
        return at(
                next().inRound(round),
                Phase.DeltaSnapshotting,
                "the source takes no writes, and a snapshot of the rest");
    }

    MigrationStatus deltaRestoring() {
        return at(Phase.DeltaRestoring, "the target restores the rest, and the documents are compared");
    }

    /** Everything is on the target, and the application is about to follow. */
    MigrationStatus switching(Long documents) {
        return at(
                next().switched(text()).documents(documents), Phase.Switching, "the application is led to the target");
    }

    MigrationStatus switched() {
        MigrationStatusBuilder ended = next().at(Phase.Switched).finished(text());
        return succeeded(
                ended,
                "True",
                "Switched",
                before.documents() + " documents are on the target as they were on the source when it stopped to take"
                        + " writes; " + before.blockedIndices().size() + " indices of the source stay blocked");
    }

    /** It came to nothing, and nothing was changed that is to be undone. */
    MigrationStatus failed(String reason, String message) {
        return succeeded(next().at(Phase.Ended).finished(text()), "False", reason, message);
    }

    /** It came to nothing; what was changed on the source is undone. */
    MigrationStatus rollingBack(String reason, String message) {
        return succeeded(next().at(Phase.RollingBack).finished(null), "False", reason, message);
    }

    /** The source takes writes again. */
    MigrationStatus writable() {
        return still(next().at(Phase.RollingBack).blocked(null, List.of()));
    }

    /** All is as it was. */
    MigrationStatus rolledBack() {
        return still(next().at(Phase.Ended).finished(text()).switched(null));
    }

    private MigrationStatus still(MigrationStatusBuilder failed) {
        Condition why = failure().orElseThrow();
        return succeeded(failed, "False", why.getReason(), why.getMessage());
    }

    private MigrationStatus at(Phase phase, String message) {
        return at(next(), phase, message);
    }

    /** A phase that has begun gives its name to the reason. */
    private MigrationStatus at(MigrationStatusBuilder next, Phase phase, String message) {
        return succeeded(next.at(phase), UNKNOWN, phase.name(), message);
    }

    private MigrationStatusBuilder next() {
        return new MigrationStatusBuilder(before)
                .about(
                        view.resource().getMetadata().getGeneration(),
                        name(view.spec().source()),
                        name(view.spec().target()));
    }

    private List<Condition> copied(Condition restored) {
        return List.of(condition(COPIED, "True", restored.getReason(), restored.getMessage()));
    }

    private MigrationStatus succeeded(MigrationStatusBuilder next, String status, String reason, String message) {
        Condition copied = Conditions.find(next.build().conditions(), COPIED)
                .orElseGet(() -> condition(COPIED, UNKNOWN, "NotYet", "the first copy is not there yet"));
        return next.conditions(List.of(copied, condition(SUCCEEDED, status, reason, message)))
                .build();
    }

    private Condition condition(String type, String status, String reason, String message) {
        return Conditions.of(view.resource(), conditions(), now, type, status, reason, message);
    }

    private Optional<Condition> failure() {
        return Conditions.find(conditions(), SUCCEEDED)
                .filter(c -> c.getStatus().equals("False"));
    }

    private List<Condition> conditions() {
        return before == null ? List.of() : before.conditions();
    }

    private static String name(MigrationSide side) {
        return side.clusterRef() != null
                ? side.clusterRef().name()
                : side.external().url();
    }

    private String text() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
