package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.FsLocation;
import dev.shardwright.api.snapshot.S3Client;
import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.S3Location;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.support.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A repository as Elasticsearch is to know it.
 *
 * @param name     name in Elasticsearch
 * @param type     s3 or fs
 * @param settings its settings, in Elasticsearch's words
 */
public record Registration(String name, String type, Map<String, String> settings) {

    public Registration {
        settings = Map.copyOf(settings);
    }

    /** What the spec asks for. */
    static Registration of(SnapshotRepository resource) {
        SnapshotRepositorySpec spec = resource.getSpec();
        Map<String, String> settings = new TreeMap<>(spec.settings());
        settings.putAll(owned(resource));
        return new Registration(name(resource), spec.s3() != null ? "s3" : "fs", settings);
    }

    /** The name in Elasticsearch: that of the resource, unless the spec gives another one. */
    public static String name(SnapshotRepository resource) {
        return Optional.ofNullable(resource.getSpec().name())
                .orElse(resource.getMetadata().getName());
    }

    /** What is wrong with the further settings of a spec: they say what other fields say; empty when nothing is. */
    static Optional<String> flaw(SnapshotRepository resource) {
        Map<String, String> owned = owned(resource);
        return new TreeSet<>(resource.getSpec().settings().keySet())
                .stream()
                        .filter(key -> owned.containsKey(key) || FIELDS.containsKey(key))
                        .findFirst()
                        .map(key -> "spec.settings: " + key + " is what the field "
                                + FIELDS.getOrDefault(key, "of that name") + " is for: remove it here");
    }

    /** Settings that fields stand for. */
    private static final Map<String, String> FIELDS = Map.of(
            "bucket", "s3.bucket",
            "client", "s3.client",
            "base_path", "s3.basePath",
            "region", "s3.region",
            "endpoint", "s3.endpoint",
            "path_style_access", "s3.pathStyleAccess",
            "role_arn", "s3.credentials.roleArn",
            "location", "fs.location",
            "readonly", "readOnly");

    private static final List<String> PLACE = List.of("bucket", "base_path", "endpoint", "location");

    /** Whether a registration lets the cluster write to the same place: then it may have gone on with that all the time. */
    boolean writesThereToo(RepositoryInfo other) {
        return other.type().equals(type)
                && !Boolean.parseBoolean(other.settings().get("readonly"))
                && PLACE.stream()
                        .allMatch(key -> Objects.equals(
                                settings.get(key), other.settings().get(key)));
    }

    /** How a registration differs from this one, in words. */
    String difference(Optional<RepositoryInfo> other) {
        String what = other.map(o -> o.type().equals(type)
                        ? "other settings (" + String.join(", ", differing(o.settings())) + ")"
                        : "another type, " + o.type())
                .orElse("nothing");
        return "it was registered, and the cluster shows " + what + " under this name: something else changes it,"
                + " or the server does not take these settings";
    }

    private Set<String> differing(Map<String, String> others) {
        Set<String> keys = new TreeSet<>(settings.keySet());
        keys.addAll(others.keySet());
        keys.removeIf(key -> Objects.equals(settings.get(key), others.get(key)));
        return keys;
    }

    /** Whether the nodes have no keys unless the operator puts them there. */
    static boolean needsKeys(SnapshotRepository resource) {
        S3Location s3 = resource.getSpec().s3();
        return resource.getSpec().clusterRef() != null
                && s3 != null
                && s3.credentials().type() == S3Credentials.Type.Static;
    }

    /** That the Secret with the keys is not there, in words. */
    static String missingKeys(SnapshotRepository resource) {
        return "s3.credentials.secretName: there is no Secret "
                + resource.getSpec().s3().credentials().secretName() + " in this namespace: create it";
    }

    /** The same, for reading alone. */
    Registration readOnly() {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("readonly", "true");
        return new Registration(name, type, all);
    }

    /** Told apart without their order: the same digest asks for the same. */
    String digest() {
        return Digest.shortOf(new TreeMap<>(Map.of("name", name, "type", type, "settings", settings)));
    }

    private static Map<String, String> owned(SnapshotRepository resource) {
        SnapshotRepositorySpec spec = resource.getSpec();
        Map<String, String> settings = new TreeMap<>();
        if (spec.readOnly()) {
            settings.put("readonly", "true");
        }
        Optional.ofNullable(spec.fs()).map(FsLocation::location).ifPresent(l -> settings.put("location", l));
        Optional.ofNullable(spec.s3()).ifPresent(s3 -> settings.putAll(s3(s3, resource)));
        return settings;
    }

    private static Map<String, String> s3(S3Location s3, SnapshotRepository resource) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("bucket", s3.bucket());
        settings.put("client", S3Client.of(resource));
        Optional.ofNullable(s3.basePath()).ifPresent(path -> settings.put("base_path", path));
        Optional.ofNullable(s3.region()).ifPresent(region -> settings.put("region", region));
        Optional.ofNullable(s3.endpoint()).ifPresent(endpoint -> settings.put("endpoint", endpoint));
        if (s3.pathStyleAccess()) {
            settings.put("path_style_access", "true");
        }
        // A service outside passes the role on; on our own nodes it is the pods that take it on.
        Optional.ofNullable(s3.credentials().roleArn())
                .filter(role -> resource.getSpec().external() != null)
                .ifPresent(role -> settings.put("role_arn", role));
        return settings;
    }
}
