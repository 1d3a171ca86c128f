package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import java.util.Optional;
import java.util.Set;

/**
 * All that a pass over a repository knows.
 *
 * @param resource    the SnapshotRepository
 * @param site        the cluster, or why it cannot be asked
 * @param clusterUuid identity of the cluster; empty when it is not known
 * @param members     names of the nodes that have to prove themselves; empty when they are not known
 * @param keys        stands for the present content of the Secret with the keys; empty when there is none
 * @param namesake    an older SnapshotRepository that has this name on this cluster, in words; empty when there is none
 * @param role        that the pods of the cluster have another role than it asks for, in words; empty when they do not
 * @param other       who else writes to the same place, in words; empty when nobody is known to
 * @param findings    what was heard from the cluster
 */
record RepositoryView(
        SnapshotRepository resource,
        Sites.Lookup site,
        Optional<String> clusterUuid,
        Set<String> members,
        String keys,
        Optional<String> namesake,
        Optional<String> role,
        Optional<String> other,
        Findings findings) {

    Optional<SnapshotRepositoryStatus> written() {
        return Optional.ofNullable(resource.getStatus());
    }
}
