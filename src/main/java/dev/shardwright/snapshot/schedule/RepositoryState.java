package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.snapshot.repository.Readiness;
import java.util.Optional;

/**
 * Whether the repository takes snapshots now.
 *
 * @param reason  one word, when it does not
 * @param message for people, when it does not
 */
record RepositoryState(boolean isReady, String reason, String message) {
    private static final RepositoryState READY = new RepositoryState(true, "", "");

    static RepositoryState of(String name, Optional<SnapshotRepository> found) {
        if (found.isEmpty()) {
            return not("RepositoryMissing", name, " is missing: make it, or correct spec.template.spec.repositoryRef");
        }
        SnapshotRepository repository = found.get();
        if (repository.getMetadata().getDeletionTimestamp() != null) {
            return not("RepositoryNotReady", name, " is being deleted");
        }
        if (repository.getSpec().readOnly()) {
            return not("RepositoryReadOnly", name, " is read-only: runs need one that is not");
        }
        return Readiness.objection(repository)
                .map(why -> new RepositoryState(false, "RepositoryNotReady", why))
                .orElse(READY);
    }

    private static RepositoryState not(String reason, String name, String words) {
        return new RepositoryState(false, reason, "SnapshotRepository " + name + words);
    }
}
