package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.site.Sites;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Duration;
import java.time.Instant;

/** A Restore that is deleted: what was changed for its time is put back; what was restored stays. */
final class Leaving {
    /** Just started, the operator may not know of the cluster yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Farewell farewell;

    Leaving(Farewell farewell) {
        this.farewell = farewell;
    }

    /** Whether it may go, or something has still to be put back. */
    DeleteControl leave(RestoreView view, Instant now) {
        Restore resource = view.resource();
        boolean nothingChanged = view.written()
                .filter(s -> s.startedAt() != null && s.finishedAt() == null)
                .isEmpty();
        if (nothingChanged || view.record().isEmpty()) {
            return DeleteControl.defaultDelete();
        }
        Instant deleted = Instant.parse(resource.getMetadata().getDeletionTimestamp());
        if (view.site() instanceof Sites.Lookup.Missing && now.isBefore(deleted.plus(PATIENCE))) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(PAUSE.toMillis());
        }
        return farewell.say(
                resource,
                view.site(),
                view.record().get().undo(),
                "settings of restored indices may not be put back",
                now);
    }
}
