package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Preflight;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.ShardProgress;
import dev.shardwright.api.snapshot.VerificationResult;
import dev.shardwright.snapshot.pass.Pace;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The status of a Restore. */
final class RestoreReport {
    static final String SUCCEEDED = "Succeeded";
    private static final String UNKNOWN = "Unknown";
    private static final int WHOLE = 100;

    private final RestoreView view;
    private final RestoreStatus before;
    private final Target target;
    private final Instant now;

    /** What is restored, and where to, as far as it is known. */
    record Target(String cluster, String repository, String snapshot) {}

    RestoreReport(RestoreView view, Target target, Instant now) {
        this.view = view;
        this.before = view.written().orElseGet(RestoreStatus::none);
        this.target = target;
        this.now = now;
    }

    /** It waits for something, where it is. */
    RestoreStatus waiting(String reason, String message) {
        Step step = before.step() == null ? Step.Waiting : before.step();
        return with(before.at(step).waiting(message), UNKNOWN, reason, message);
    }

    /** It looks whether it can be done. */
    RestoreStatus checking() {
        return with(before.at(Step.Checking), UNKNOWN, "Checking", "looks whether it can be done");
    }

    /** Nothing was changed, and nothing will be. */
    RestoreStatus refused(Preflight preflight, String reason, String message) {
        return with(before.with(preflight).at(Step.Ended).finished(text(now)), "False", reason, message);
    }

    /** It could be done, and that was the question. */
    RestoreStatus dryRun(Preflight preflight) {
        return with(
                before.with(preflight).at(Step.Ended).finished(text(now)),
                "True",
                "DryRun",
                "nothing stands in the way; nothing was restored: dryRun is true");
    }

    /** It is about to begin: from the next pass on this is written down. */
    RestoreStatus setOut(Preflight preflight, String configMap) {
        return with(
                before.with(preflight).at(Step.Preparing).started(text(now)).remembering(configMap),
                UNKNOWN,
                "Preparing",
                "is about to restore " + preflight.indices() + " indices");
    }

    /** Elasticsearch has begun. */
    RestoreStatus restoring() {
        return with(before.at(Step.Restoring).waiting(null), UNKNOWN, "Restoring", "Elasticsearch copies");
    }

    /** Elasticsearch is at it. */
    RestoreStatus copying(Copying copying) {
        ShardProgress shards = copying.shardProgress();
        int percent = Math.max(
                Optional.ofNullable(before.percent()).orElse(0),
                Pace.percent(shards, copying.byteProgress().orElse(null)));
        String left = Timestamps.parse(before.startedAt())
                .flatMap(start -> Pace.left(Duration.between(start, now), percent))
                .orElse(null);
        RestoreStatus progress = before.at(Step.Restoring)
                .progress(percent, shards, copying.byteProgress().orElse(before.bytes()), left);
        return with(progress, UNKNOWN, "Restoring", "Elasticsearch copies");
    }

    /** Every shard is there. */
    RestoreStatus verifying(Copying copying) {
        RestoreStatus progress =
                before.at(Step.Verifying).progress(WHOLE, copying.shardProgress(), before.bytes(), null);
        return with(progress, UNKNOWN, "Verifying", "the documents of each index are counted");
    }

    /** It did not go well; what was changed has still to be put back. */
    RestoreStatus failing(String reason, String message) {
        return with(before.at(Step.PuttingBack).waiting(null), "False", reason, message);
    }

    /** The documents were compared, and settings are put back. */
    RestoreStatus compared(VerificationResult result) {
        return with(before.at(Step.PuttingBack).verified(result), UNKNOWN, "PuttingBack", "the settings are put back");
    }

    /** The documents were compared and differ, or could not be compared; settings are put back. */
    RestoreStatus differing(VerificationResult result, String reason, String message) {
        return with(before.at(Step.PuttingBack).verified(result), "False", reason, message);
    }

    /** All is done. */
    RestoreStatus ended() {
        String duration = Timestamps.parse(before.startedAt())
                .map(start -> Pace.words(Duration.between(start, now)))
                .orElse(null);
        RestoreStatus ended = before.at(Step.Ended).finished(text(now)).took(duration);
        Optional<Condition> failed = Conditions.find(before.conditions(), SUCCEEDED)
                .filter(c -> c.getStatus().equals("False"));
        if (failed.isPresent()) {
            return with(ended, "False", failed.get().getReason(), failed.get().getMessage());
        }
        return before.verification() == null
                ? with(ended, "True", "NotVerified", "restored; the documents were not compared: verification is None")
                : with(
                        ended,
                        "True",
                        "Verified",
                        before.verification().documents() + " documents in "
                                + before.verification().indices() + " indices are as many as they should be");
    }

    private RestoreStatus with(RestoreStatus status, String succeeded, String reason, String message) {
        return status.told(
                view.resource().getMetadata().getGeneration(),
                target.cluster(),
                target.repository(),
                target.snapshot(),
                List.of(Conditions.of(
                        view.resource(), before.conditions(), now, SUCCEEDED, succeeded, reason, message)));
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
