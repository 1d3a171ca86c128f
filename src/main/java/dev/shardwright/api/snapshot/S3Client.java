package dev.shardwright.api.snapshot;

import java.util.Optional;

/** The name of the S3 client that a repository uses: its keys are stored under it. */
public final class S3Client {
    private S3Client() {}

    /** That of a repository in S3. Keys of our own go under a name of their own, so that no two repositories share them. */
    public static String of(SnapshotRepository repository) {
        SnapshotRepositorySpec spec = repository.getSpec();
        boolean ours = spec.clusterRef() != null && spec.s3().credentials().type() == S3Credentials.Type.Static;
        return Optional.ofNullable(spec.s3().client())
                .orElse(ours ? repository.getMetadata().getName().replace('.', '_') : "default");
    }
}
