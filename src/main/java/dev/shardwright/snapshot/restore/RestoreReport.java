package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Preflight;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.api.snapshot.ShardProgress;
import dev.shardwright.api.snapshot.Verification;
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
    private final Optional<Place> place;
    private final Instant now;

    /** @param place what is restored, and where to; empty while that is not known */
    RestoreReport(RestoreView view, Optional<Place> place, Instant now) {
        this.view = view;
        this.before = view.written().orElseGet(RestoreStatus::none);
        this.place = place;
        this.now = now;
    }

    /** It waits for something, where it is. What went wrong before stays said. */
    RestoreStatus waiting(String reason, String message) {
        Step step = before.step() == null ? Step.Waiting : before.step();
        RestoreStatus waiting = before.at(step).waiting(message);
        return failed().map(c -> with(waiting, c)).orElseGet(() -> with(waiting, UNKNOWN, reason, message));
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
                .waiting(copying.trouble().orElse(null))
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

    /** All is done. Without an agreement in writing, nothing was verified. */
    RestoreStatus ended() {
        String duration = Timestamps.parse(before.startedAt())
                .map(start -> Pace.words(Duration.between(start, now)))
                .orElse(null);
        RestoreStatus ended = before.at(Step.Ended).finished(text(now)).took(duration);
        if (failed().isPresent()) {
            return with(ended, failed().get());
        }
        if (view.resource().getSpec().verification() == Verification.None) {
            return with(
                    ended, "True", "NotVerified", "restored; the documents were not compared: verification is None");
        }
        VerificationResult result = before.verification();
        return result != null && result.differing() == 0
                ? with(ended, "True", "Verified", agreed(result))
                : with(ended, "False", "NotCounted", "restored; but the documents were not compared");
    }

    private String agreed(VerificationResult result) {
        String counted =
                result.documents() + " documents in " + result.indices() + " indices are as many as they should be";
        if (view.resource().getSpec().verification() != Verification.CountsAndSamples) {
            return counted;
        }
        int passedOver = remembered() - result.samples();
        return counted + ", and the content of " + result.samples() + " was compared"
                + (passedOver > 0
                        ? "; that of " + passedOver
                                + " could not be, which were written again while the snapshot was taken"
                        : "");
    }

    private int remembered() {
        return view.record()
                .flatMap(r -> view.expected(r.place().snapshot()).map(c -> SampleComparison.keys(r.targets(), c)))
                .map(keys -> keys.values().stream().mapToInt(List::size).sum())
                .orElse(0);
    }

    private Optional<Condition> failed() {
        return Conditions.find(before.conditions(), SUCCEEDED)
                .filter(c -> c.getStatus().equals("False"));
    }

    private RestoreStatus with(RestoreStatus status, Condition same) {
        return with(status, same.getStatus(), same.getReason(), same.getMessage());
    }

    private RestoreStatus with(RestoreStatus status, String succeeded, String reason, String message) {
        return status.told(
                view.resource().getMetadata().getGeneration(),
                place.map(Place::cluster).orElse(before.cluster()),
                place.map(Place::repository).orElse(before.repository()),
                place.map(Place::snapshot).orElse(before.snapshot()),
                List.of(Conditions.of(
                        view.resource(), before.conditions(), now, SUCCEEDED, succeeded, reason, message)));
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
