package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.External;
import dev.shardwright.api.snapshot.FsLocation;
import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.S3Location;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Map;

/** SnapshotRepositories for tests; each change gives another one. */
record Repositories(
        String namespace,
        String name,
        boolean outside,
        String called,
        S3Location s3,
        boolean readOnly,
        Map<String, String> settings,
        boolean allowed,
        int age) {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /** On the ElasticCluster es, in the folder /snap. */
    static Repositories repo(String name) {
        return new Repositories("ns", name, false, null, null, false, Map.of(), false, 0);
    }

    Repositories outside(boolean is) {
        return new Repositories(namespace, name, is, called, s3, readOnly, settings, allowed, age);
    }

    Repositories in(String where) {
        return new Repositories(where, name, outside, called, s3, readOnly, settings, allowed, age);
    }

    Repositories called(String what) {
        return new Repositories(namespace, name, outside, what, s3, readOnly, settings, allowed, age);
    }

    Repositories s3(S3Location where) {
        return new Repositories(namespace, name, outside, called, where, readOnly, settings, allowed, age);
    }

    Repositories readOnly(boolean is) {
        return new Repositories(namespace, name, outside, called, s3, is, settings, allowed, age);
    }

    Repositories settings(Map<String, String> all) {
        return new Repositories(namespace, name, outside, called, s3, readOnly, all, allowed, age);
    }

    Repositories age(int seconds) {
        return new Repositories(namespace, name, outside, called, s3, readOnly, settings, allowed, seconds);
    }

    static S3Location bucket(String endpoint, String path, String client, S3Credentials credentials) {
        return new S3Location("backups", "eu-west-1", endpoint, path, true, client, credentials);
    }

    SnapshotRepository build() {
        SnapshotRepository resource = new SnapshotRepository();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withUid("uid-" + namespace + "-" + name)
                .withGeneration(1L)
                .withCreationTimestamp(NOON.minusSeconds(age).toString())
                .build());
        resource.setSpec(new SnapshotRepositorySpec(
                outside ? null : new ClusterRef("es"),
                outside ? new External("https://search.example.org", null, null, null) : null,
                called,
                s3,
                s3 == null ? new FsLocation("/snap") : null,
                readOnly,
                settings,
                allowed,
                null));
        return resource;
    }
}
