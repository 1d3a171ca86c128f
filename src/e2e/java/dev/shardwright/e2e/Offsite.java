package dev.shardwright.e2e;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.e2e.harness.Elastic;
import dev.shardwright.e2e.harness.OpenSearch;
import dev.shardwright.e2e.harness.Resources;
import dev.shardwright.e2e.harness.S3Keys;
import dev.shardwright.e2e.harness.S3Server;
import dev.shardwright.e2e.harness.Space;
import java.time.Duration;
import java.util.function.Consumer;

/** A cluster that the operator does not run, and an S3 server with a bucket "backups" that can be broken for a while. */
record Offsite(Space space, S3Server s3, String url, Elastic api, Resources resources) {
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Puts both into the namespace, and waits for them. */
    static Offsite in(Space space) {
        S3Server s3 = S3Server.deploy(space).bucket("backups");
        OpenSearch cluster = OpenSearch.deploy(space, s3);
        return new Offsite(space, s3, cluster.url(), cluster.api(), new Resources(space));
    }

    /** Breaks the S3 server. Whatever comes of it, afterwards it is as it was. */
    void whileBroken(Consumer<S3Server> harm, Runnable body) {
        S3Keys good = s3.keys();
        try {
            harm.accept(s3);
            body.run();
        } finally {
            s3.take(good);
        }
    }

    /**
     * Applies a repository that goes with its resource.
     *
     * @param more further fields of s3, each after a comma
     */
    void repository(String name, String bucket, String path, String more) {
        resources.apply("SnapshotRepository", name, """
                external: {url: "%s", flavor: OpenSearch}
                s3: {bucket: %s, basePath: %s%s}
                settings: {shard_path_type: fixed}
                deletionPolicy: Deregister
                """.formatted(url, bucket, path, more));
    }

    /** Makes the repository "slow", which takes its time for each byte. */
    void slow(String path, boolean readOnly) {
        resources.apply("SnapshotRepository", "slow", """
                external: {url: "%s", flavor: OpenSearch}
                s3: {bucket: backups, basePath: %s}
                settings: {max_snapshot_bytes_per_sec: 40kb, max_restore_bytes_per_sec: 40kb, shard_path_type: fixed}
                deletionPolicy: Deregister
                readOnly: %s
                """.formatted(url, path, readOnly));
        awaitVerified("slow");
    }

    void awaitVerified(String repository) {
        resources.await(SnapshotRepository.class, repository, "Ready", "True", "Verified", SOON);
    }
}
