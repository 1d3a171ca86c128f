package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.snapshot.pass.Decision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * What follows for a Migration.
 *
 * @param decision what to tell, to ask and to change
 * @param part     a part that is to be made if it is not there; empty when none is. It is made only of what is written in
 *                 the status already
 */
record Next(Decision<MigrationStatus> decision, Optional<HasMetadata> part) {
    static Next of(Decision<MigrationStatus> decision) {
        return new Next(decision, Optional.empty());
    }

    static Next making(Decision<MigrationStatus> decision, HasMetadata part) {
        return new Next(decision, Optional.of(part));
    }
}
