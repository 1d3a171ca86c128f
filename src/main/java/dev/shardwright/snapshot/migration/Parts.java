package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.api.snapshot.FsLocation;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationRepository;
import dev.shardwright.api.snapshot.MigrationSide;
import dev.shardwright.api.snapshot.MigrationSpec;
import dev.shardwright.api.snapshot.RepositoryDeletion;
import dev.shardwright.api.snapshot.RepositoryRef;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.S3Location;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotRef;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;

/**
 * What a migration is made of: a repository on each side, and for the first copy and for each round of the rest a Snapshot
 * and a Restore. They belong to the Migration and go with it; the snapshots in the repository stay.
 */
record Parts(Migration migration) {
    /** The first copy; rounds of the rest are numbered from 1. */
    static final int FIRST = 0;

    private static final int SAMPLES = 20;
    /** Every index of the source has it when the rest is copied; those of the target are to take writes. */
    private static final String BLOCK = "index.blocks.write";

    String sourceRepository() {
        return name("source");
    }

    String targetRepository() {
        return name("target");
    }

    /** Name of the Snapshot and of the Restore of a round. */
    String copy(int round) {
        return name(round == FIRST ? "copy" : "delta-" + round);
    }

    /** The place, on the cluster that writes. */
    SnapshotRepository source() {
        return repository(sourceRepository(), spec().source(), false);
    }

    /** The same place, on the cluster that only reads. */
    SnapshotRepository target() {
        return repository(targetRepository(), spec().target(), true);
    }

    Snapshot snapshot(int round) {
        Snapshot snapshot = named(new Snapshot(), copy(round));
        snapshot.setSpec(new SnapshotSpec(
                new RepositoryRef(sourceRepository()),
                spec().indices(),
                false,
                List.of(),
                false,
                false,
                spec().verification() == Verification.CountsAndSamples ? SAMPLES : 0,
                SnapshotDeletion.Retain));
        return snapshot;
    }

    /** The first copy overwrites nothing; the rest overwrites the first copy. */
    Restore restore(int round) {
        Restore restore = named(new Restore(), copy(round));
        restore.setSpec(new RestoreSpec(
                null,
                new RepositoryRef(targetRepository()),
                new SnapshotRef(copy(round)),
                null,
                List.of(),
                spec().rename(),
                true,
                false,
                List.of(),
                spec().indexSettings(),
                round == FIRST ? List.of() : List.of(BLOCK),
                round == FIRST ? Conflict.Fail : Conflict.Overwrite,
                spec().verification(),
                null,
                false));
        return restore;
    }

    /** Whether this very Migration made an object: not an earlier one of the same name, and not a person. */
    boolean own(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getUid().equals(migration.getMetadata().getUid()));
    }

    private SnapshotRepository repository(String name, MigrationSide side, boolean readOnly) {
        MigrationRepository place = spec().repository();
        SnapshotRepository repository = named(new SnapshotRepository(), name);
        repository.setSpec(new SnapshotRepositorySpec(
                side.clusterRef(),
                side.external(),
                Optional.ofNullable(place.name()).orElse(migration.getMetadata().getName()),
                place.s3() == null ? null : s3(place.s3(), side),
                place.fs() == null ? null : fs(place.fs(), side),
                readOnly,
                place.settings(),
                false,
                RepositoryDeletion.Deregister));
        return repository;
    }

    private static S3Location s3(S3Location place, MigrationSide side) {
        return new S3Location(
                place.bucket(),
                place.region(),
                place.endpoint(),
                place.basePath(),
                place.pathStyleAccess(),
                Optional.ofNullable(side.s3Client()).orElse(place.client()),
                Optional.ofNullable(side.s3Credentials()).orElse(place.credentials()));
    }

    private static FsLocation fs(FsLocation place, MigrationSide side) {
        return side.fsLocation() == null ? place : new FsLocation(side.fsLocation());
    }

    private <T extends HasMetadata> T named(T part, String name) {
        ObjectMeta metadata = Owned.metadata(migration, name).build();
        part.setMetadata(metadata);
        return part;
    }

    private String name(String part) {
        return migration.getMetadata().getName() + "-" + part;
    }

    private MigrationSpec spec() {
        return migration.getSpec();
    }
}
