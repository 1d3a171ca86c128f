package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plan for a repository, for tests outside this package. */
public final class RepositoryPasses {
    private RepositoryPasses() {}

    public static Decision<SnapshotRepositoryStatus> decide(
            SnapshotRepository resource,
            Sites.Lookup site,
            Optional<String> clusterUuid,
            Set<String> members,
            String keys,
            Findings findings,
            Instant now) {
        return RepositoryPlan.of(
                new RepositoryView(
                        resource,
                        site,
                        clusterUuid,
                        members,
                        keys,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        findings),
                now);
    }

    /** What is registered for it. */
    public static Map<String, String> settings(SnapshotRepository resource) {
        return Registration.of(resource).settings();
    }

    /** What stands in the status once it is verified. */
    public static String digest(SnapshotRepository resource) {
        return Registration.of(resource).digest();
    }
}
