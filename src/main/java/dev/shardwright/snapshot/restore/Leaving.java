package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.snapshot.pass.Farewell;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Instant;

/** A Restore that is deleted: what was changed for its time is put back; what was restored stays. */
final class Leaving {
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
        return farewell.say(
                resource,
                view.site(),
                view.record().get().undo(),
                "settings of restored indices may not be put back",
                now);
    }
}
