package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.cluster.desired.WebIdentity;
import dev.shardwright.cluster.observe.ClusterRepositories;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A pod takes on one role: a repository that asks for another one than its cluster's pods have would only be denied access. */
final class RoleConflict {
    private RoleConflict() {}

    /** Which role the pods have instead, and for whom, in words; empty when they have the role that this one asks for. */
    static Optional<String> of(SnapshotRepository mine, Collection<SnapshotRepository> all) {
        return WebIdentity.of(mine).map(S3Credentials::roleArn).flatMap(role -> decisive(mine, all)
                .flatMap(first -> told(mine, role, first)));
    }

    private static Optional<SnapshotRepository> decisive(SnapshotRepository mine, Collection<SnapshotRepository> all) {
        List<SnapshotRepository> here =
                all.stream().filter(r -> Writers.isSameCluster(r, mine)).toList();
        return WebIdentity.decisive(ClusterRepositories.ranked(here));
    }

    private static Optional<String> told(SnapshotRepository mine, String role, SnapshotRepository first) {
        Optional<String> taken = WebIdentity.of(first).map(S3Credentials::roleArn);
        if (taken.filter(role::equals).isPresent()) {
            return Optional.empty();
        }
        String theirs = taken.map(arn -> "the role " + arn).orElse("the role of their service account");
        String same = taken.map(arn -> "set s3.credentials.roleArn to it").orElse("leave out s3.credentials.roleArn");
        return Optional.of("asks for the role " + role + ", but the pods of " + RepositoryReport.cluster(mine)
                + " take on " + theirs + ", which SnapshotRepository "
                + first.getMetadata().getName() + " asks for and was there first: pods have one role. Way out: allow"
                + " that role to use this bucket too and " + same + "; or give this one keys"
                + " (s3.credentials.type: Static); or make it for an ElasticCluster of its own");
    }
}
