package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import java.util.Optional;

/**
 * All that a pass over a Snapshot knows.
 *
 * @param resource    the Snapshot
 * @param repository  the SnapshotRepository that it names; empty when there is none
 * @param site        the cluster of the repository, or why it cannot be asked
 * @param clusterUuid identity of the cluster, where it is known
 * @param changing    what is being done to the nodes of the cluster and would disturb a snapshot, in words; empty when
 *                    nothing is
 * @param counts      what was counted before the snapshot; empty when that was not done, or was lost
 * @param findings    what was heard from the cluster
 */
record SnapshotView(
        Snapshot resource,
        Optional<SnapshotRepository> repository,
        Sites.Lookup site,
        Optional<String> clusterUuid,
        Optional<String> changing,
        Optional<Counts> counts,
        Findings findings) {

    /** What the repository is called in Elasticsearch. */
    String repositoryName() {
        return Registration.name(repository.orElseThrow());
    }

    Optional<SnapshotStatus> written() {
        return Optional.ofNullable(resource.getStatus());
    }
}
