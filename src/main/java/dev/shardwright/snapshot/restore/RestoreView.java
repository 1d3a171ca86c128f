package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import java.util.Optional;

/**
 * All that a pass over a Restore knows.
 *
 * @param resource   the Restore
 * @param snapshot   the Snapshot that it names; empty when it names none, or there is none
 * @param repository the SnapshotRepository that it restores from; empty when there is none
 * @param site       the cluster that takes the documents, or why it cannot be asked
 * @param comparedWith the cluster whose documents are counted for comparison; empty when none is
 * @param counts     what the Snapshot should hold; empty when it is not known
 * @param record     what it set out to do; empty until then
 * @param findings   what was heard from the clusters
 */
record RestoreView(
        Restore resource,
        Optional<Snapshot> snapshot,
        Optional<SnapshotRepository> repository,
        Sites.Lookup site,
        Optional<Sites.Lookup> comparedWith,
        Optional<Counts> counts,
        Optional<RestoreRecord> record,
        Findings findings) {

    /** What a snapshot of that name should hold. */
    Optional<Counts> expected(String name) {
        return counts.filter(c -> c.snapshot().equals(name));
    }

    Optional<RestoreStatus> written() {
        return Optional.ofNullable(resource.getStatus());
    }
}
