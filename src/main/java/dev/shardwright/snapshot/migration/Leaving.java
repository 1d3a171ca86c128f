package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.snapshot.pass.Farewell;
import dev.shardwright.snapshot.site.Sites;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** A Migration that is deleted: the source that it blocked takes writes again, unless the application has left it. */
final class Leaving {
    /** The application may be at the target by then: a source that took writes again would divide them. */
    private static final Set<Phase> STAYS_BLOCKED = EnumSet.of(Phase.Switching, Phase.Switched, Phase.Ended);

    private final Farewell farewell;

    Leaving(Farewell farewell) {
        this.farewell = farewell;
    }

    /** Whether it may go, or the source has still to be opened. */
    DeleteControl leave(Migration resource, Sites.Lookup source, Instant now) {
        MigrationStatus status = resource.getStatus();
        boolean blocked =
                status != null && !status.blockedIndices().isEmpty() && !STAYS_BLOCKED.contains(status.phase());
        return blocked
                ? farewell.say(
                        resource,
                        source,
                        new AllowWrites(status.blockedIndices()),
                        "indices of the source may still be blocked for writes: "
                                + String.join(", ", status.blockedIndices()),
                        now)
                : DeleteControl.defaultDelete();
    }
}
