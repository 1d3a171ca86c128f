package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Cutover;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationSpec;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/**
 * All that a pass over a Migration knows.
 *
 * @param resource         the Migration
 * @param sourceRepository the place, on the source; empty when there is no such object
 * @param targetRepository the same place, on the target
 * @param snapshot         the Snapshot of the present round
 * @param restore          its Restore
 * @param counts           what that Snapshot should hold; empty when it is not known
 * @param earlier          what the Snapshot of the round before should hold; empty when it is not known, or not needed
 * @param service          the Service that is to lead to one side; empty when there is none of that name, or none is wanted
 * @param source           the cluster that has the documents, or why it cannot be asked
 * @param target           the cluster that takes them
 * @param changing         what is being done to the nodes of one of them, in words; empty when all stay as they are
 * @param findings         what was heard from both
 */
record MigrationView(
        Migration resource,
        Optional<SnapshotRepository> sourceRepository,
        Optional<SnapshotRepository> targetRepository,
        Optional<Snapshot> snapshot,
        Optional<Restore> restore,
        Optional<Counts> counts,
        Optional<Counts> earlier,
        Optional<Service> service,
        Sites.Lookup source,
        Sites.Lookup target,
        Optional<String> changing,
        Findings findings) {

    MigrationSpec spec() {
        return resource.getSpec();
    }

    Optional<MigrationStatus> written() {
        return Optional.ofNullable(resource.getStatus());
    }

    /** The present round; the first copy is {@link Parts#FIRST}. */
    int round() {
        return round(resource);
    }

    static int round(Migration resource) {
        return Optional.ofNullable(resource.getStatus())
                .map(MigrationStatus::round)
                .orElse(Parts.FIRST);
    }

    /** What is asked for the application; empty when it stays where it is. */
    Optional<Cutover.Move> move() {
        return Optional.ofNullable(spec().cutover()).map(Cutover::move);
    }
}
