package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the CRDs about snapshots, accepted and refused, by a real API server and with the words that a user reads. */
class SnapshotCrdsTest {
    private static final String REPOSITORY = "SnapshotRepository";
    private static final String SNAPSHOT = "Snapshot";
    private static final String SCHEDULE = "SnapshotSchedule";
    private static final String RESTORE = "Restore";
    private static final String MIGRATION = "Migration";
    private static final String FROM_TO =
            "source: {external: {url: 'http://a:9200'}}\ntarget: {clusterRef: {name: es}}\n";
    private static final String OVER = "repository: {fs: {location: /snap}}\n";
    private static final String MOVE = FROM_TO + OVER;
    private static final String NIGHTLY = "schedule: 0 2 * * *\ntemplate: {spec: {repositoryRef: {name: b}}}\n";
    private static final String STARTED = "2026-11-22T02:00:00Z";

    private static ApiServer server;
    private static String namespace;

    @BeforeAll
    static void startServer() {
        server = ApiServer.shared();
        namespace = server.newNamespace();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void accepts(Create create) {
        assertThat(resource(create.kind(), create.name(), create.spec())
                        .create()
                        .getMetadata()
                        .getUid())
                .isNotEmpty();
    }

    static Stream<Create> accepted() {
        return Stream.of(
                repository("clusterRef: {name: es}\nfs: {location: /snap}"),
                repository("clusterRef: {name: es}\nname: my.repo\ns3: {bucket: my-bucket}"),
                repository("external: {url: 'https://search.example.org:9200/es'}\nfs: {location: /snap}"),
                repository("external: {url: 'http://10.0.0.1:9200'}\nfs: {location: /snap}"),
                s3("basePath: a/b, client: my_client-1"),
                s3("credentials: {type: Static, secretName: keys}"),
                s3("credentials: {type: WebIdentity, roleArn: 'arn:aws:iam::1:role/x'}"),
                s3("credentials: {type: InstanceRole}"),
                new Create(SNAPSHOT, "repositoryRef: {name: b}\nindices: ['logs-*', -logs-old]\nsamples: 1000"),
                new Create(SCHEDULE, NIGHTLY),
                new Create(SCHEDULE, "a".repeat(40), NIGHTLY),
                new Create(SCHEDULE, NIGHTLY + "retention: {maxAge: 30d, minCount: 3, maxCount: 3}"),
                new Create(SCHEDULE, NIGHTLY + "retention: {maxCount: 1}"),
                drill("scratchIndices: {}"),
                drill("scratchIndices: {prefix: try-it_-}"),
                drill("throwAwayCluster: {replicas: 3, storage: {size: 10Gi}}"),
                new Create(RESTORE, "snapshotRef: {name: s}"),
                new Create(RESTORE, "repositoryRef: {name: b}\nsnapshot: s\ncompareWith: {clusterRef: {name: es}}"),
                new Create(RESTORE, "snapshotRef: {name: s}\nverification: CountsAndSamples"),
                new Create(
                        RESTORE,
                        "snapshotRef: {name: s}\ncompareWith: {external: {url: 'https://search.example.org'}}"),
                new Create(RESTORE, "snapshotRef: {name: s}\nverification: None"),
                new Create(MIGRATION, MOVE),
                new Create(MIGRATION, "a".repeat(40), MOVE),
                new Create(MIGRATION, MOVE + "verification: None"),
                new Create(MIGRATION, MOVE + "verification: CountsAndSamples\ncutover: {}"),
                new Create(
                        MIGRATION,
                        MOVE + "cutover: {move: Proceed, service: {name: search}, aliases: [{alias: a, index: b}]}"),
                new Create(
                        MIGRATION,
                        "source: {clusterRef: {name: a}}\ntarget: {clusterRef: {name: b}}\n"
                                + "repository: {name: way, s3: {bucket: my-bucket}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(Refusal refusal) {
        Create create = refusal.create();
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(resource(create.kind(), create.name(), create.spec())::create)
                .extracting(e -> e.getStatus().getMessage())
                .asString()
                .contains(refusal.message());
    }

    static Stream<Refusal> refused() {
        return Stream.of(
                repository("fs: {location: /snap}").refusal("exactly one of clusterRef and external must be set"),
                repository("clusterRef: {name: es}\nexternal: {url: 'http://a:9200'}\nfs: {location: /snap}")
                        .refusal("exactly one of clusterRef and external must be set"),
                repository("clusterRef: {name: es}").refusal("exactly one of s3 and fs must be set"),
                repository("clusterRef: {name: es}\nfs: {location: /snap}\ns3: {bucket: my-bucket}")
                        .refusal("exactly one of s3 and fs must be set"),
                repository("clusterRef: {name: es}\nfs: {}").refusal("spec.fs.location: Required value"),
                repository("clusterRef: {name: es}\nname: My repo\nfs: {location: /snap}")
                        .refusal("name must be in lower case, without spaces"),
                repository("clusterRef: {name: es}\nname: _all\nfs: {location: /snap}")
                        .refusal("must not begin with _"),
                repository("external: {url: search.example.org}\nfs: {location: /snap}")
                        .refusal("external.url must be http://host:port"),
                repository("external: {url: 'ftp://search.example.org'}\nfs: {location: /snap}")
                        .refusal("external.url must be http://host:port"),
                repository("external: {url: 'https://me:secret@search.example.org'}\nfs: {location: /snap}")
                        .refusal("the user name and password belong into credentialsSecretName"),
                repository("external: {url: 'https://search.example.org?a=b'}\nfs: {location: /snap}")
                        .refusal("without user name and query"),
                repository("clusterRef: {name: es}\ns3: {bucket: 's3://my-bucket/path'}")
                        .refusal("s3.bucket must be the bare name of a bucket"),
                s3("basePath: /a").refusal("s3.basePath must not begin or end with /"),
                s3("basePath: a/").refusal("s3.basePath must not begin or end with /"),
                s3("client: My.client").refusal("s3.client must hold only lower-case letters"),
                s3("credentials: {type: Static}").refusal("credentials.secretName is needed with type Static"),
                s3("credentials: {type: WebIdentity, secretName: keys}")
                        .refusal("credentials.secretName is of no use without type Static"),
                s3("credentials: {type: Static, secretName: keys, roleArn: r}")
                        .refusal("credentials.roleArn is of no use with type Static"),
                new Create(SNAPSHOT, "indices: [logs]").refusal("spec.repositoryRef: Required value"),
                new Create(SNAPSHOT, "repositoryRef: {name: b}\nsamples: 1001")
                        .refusal("should be less than or equal to 1000"),
                new Create(SCHEDULE, "a".repeat(41), NIGHTLY).refusal("metadata.name may have 40 characters"),
                new Create(SCHEDULE, "1st", NIGHTLY).refusal("metadata.name must begin with a letter"),
                new Create(SCHEDULE, "a.b", NIGHTLY).refusal("hold only lower-case letters, digits and -"),
                new Create(SCHEDULE, "schedule: 0 2 * * *").refusal("spec.template: Required value"),
                new Create(SCHEDULE, NIGHTLY + "startingDeadlineSeconds: 9")
                        .refusal("should be greater than or equal to 10"),
                new Create(SCHEDULE, NIGHTLY + "concurrencyPolicy: Replace")
                        .refusal("Unsupported value: \"Replace\": supported values: \"Allow\", \"Forbid\""),
                new Create(SCHEDULE, NIGHTLY + "retention: {maxAge: a month}")
                        .refusal("retention.maxAge must be a number with h, d or w"),
                new Create(SCHEDULE, NIGHTLY + "retention: {maxAge: 0d}")
                        .refusal("retention.maxAge must be a number with h, d or w"),
                new Create(SCHEDULE, NIGHTLY + "retention: {minCount: 4, maxCount: 3}")
                        .refusal("retention.minCount must not be above retention.maxCount"),
                drill("indices: [logs]").refusal("drill: exactly one of scratchIndices and throwAwayCluster"),
                drill("scratchIndices: {}, throwAwayCluster: {storage: {size: 1Gi}}")
                        .refusal("drill: exactly one of scratchIndices and throwAwayCluster"),
                drill("scratchIndices: {prefix: drill}").refusal("scratchIndices.prefix must begin with a letter"),
                drill("scratchIndices: {prefix: '*ll-'}").refusal("scratchIndices.prefix must begin with a letter"),
                drill("throwAwayCluster: {storage: {size: '0'}}").refusal("storage.size must be a positive quantity"),
                new Create(RESTORE, "{}").refusal("exactly one of snapshotRef and snapshot must be set"),
                new Create(RESTORE, "snapshotRef: {name: s}\nsnapshot: s\nrepositoryRef: {name: b}")
                        .refusal("exactly one of snapshotRef and snapshot must be set"),
                new Create(RESTORE, "snapshot: s").refusal("snapshot needs repositoryRef beside it"),
                new Create(RESTORE, "snapshotRef: {name: s}\nverification: None\ncompareWith: {clusterRef: {name: es}}")
                        .refusal("compareWith is of no use with verification None"),
                new Create(RESTORE, "repositoryRef: {name: b}\nsnapshot: s\nverification: CountsAndSamples")
                        .refusal("verification CountsAndSamples needs snapshotRef"),
                new Create(RESTORE, "snapshotRef: {name: s}\ncompareWith: {}")
                        .refusal("compareWith: exactly one of clusterRef and external must be set"),
                new Create(MIGRATION, "a".repeat(41), MOVE).refusal("metadata.name may have 40 characters"),
                new Create(MIGRATION, FROM_TO).refusal("spec.repository: Required value"),
                new Create(MIGRATION, FROM_TO + "repository: {name: way}")
                        .refusal("exactly one of s3 and fs must be set"),
                new Create(MIGRATION, FROM_TO + "repository: {fs: {location: /s}, s3: {bucket: my-bucket}}")
                        .refusal("exactly one of s3 and fs must be set"),
                new Create(MIGRATION, "source: {}\ntarget: {clusterRef: {name: es}}\n" + OVER)
                        .refusal("exactly one of clusterRef and external must be set"),
                new Create(MIGRATION, "source: {clusterRef: {name: es}}\ntarget: {clusterRef: {name: es}}\n" + OVER)
                        .refusal("source and target are the same cluster"),
                new Create(
                                MIGRATION,
                                "source: {external: {url: 'http://a:9200'}}\ntarget: {external: {url: 'http://a:9200'}}\n"
                                        + OVER)
                        .refusal("source and target are the same cluster"),
                new Create(MIGRATION, MOVE + "verification: None\ncutover: {move: Wait}")
                        .refusal("a cutover needs a comparison"),
                new Create(MIGRATION, MOVE + "cutover: {move: Now}").refusal("Unsupported value: \"Now\""),
                new Create(MIGRATION, MOVE + "cutover: {service: {}}")
                        .refusal("spec.cutover.service.name: Required value"),
                new Create(MIGRATION, MOVE + "cutover: {aliases: [{alias: a}]}")
                        .refusal("spec.cutover.aliases[0].index: Required value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acceptedChanges")
    void acceptsChange(Change change) {
        Resource<GenericKubernetesResource> live = existing(change);
        live.edit(r -> with(r, "spec", change.after()));
        assertThat(live.get().getMetadata().getGeneration()).isEqualTo(2);
    }

    static Stream<Change> acceptedChanges() {
        return Stream.of(
                new Change(
                        repository("external: {url: 'http://a:9200'}\nfs: {location: /snap}"),
                        true,
                        "external: {url: 'http://a:9200', credentialsSecretName: me}\nfs: {location: /other}"),
                new Change(new Create(SNAPSHOT, "repositoryRef: {name: b}"), false, "repositoryRef: {name: c}"),
                new Change(
                        new Create(SNAPSHOT, "repositoryRef: {name: b}"),
                        true,
                        "repositoryRef: {name: b}\ndeletionPolicy: Delete"),
                new Change(new Create(RESTORE, "snapshotRef: {name: s}"), false, "snapshotRef: {name: t}"),
                new Change(new Create(SCHEDULE, NIGHTLY), true, NIGHTLY + "suspend: true"),
                new Change(migration("{move: Wait}"), true, MOVE + "cutover: {move: Proceed, service: {name: new}}"),
                new Change(migration("{move: Wait}"), true, MOVE + "cutover: {move: RollBack}"),
                new Change(migration("{move: Proceed}"), true, MOVE + "cutover: {move: RollBack}"),
                new Change(
                        migration("{move: Wait, aliases: [{alias: a, index: b}]}"),
                        true,
                        MOVE + "cutover: {move: Wait, aliases: [{alias: c, index: d}]}"),
                new Change(new Create(MIGRATION, MOVE), false, MOVE + "cutover: {move: Wait}"),
                new Change(new Create(MIGRATION, MOVE), false, FROM_TO + "repository: {fs: {location: /other}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedChanges")
    void refusesChange(Change change) {
        Resource<GenericKubernetesResource> live = existing(change);
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> live.edit(r -> with(r, "spec", change.after())))
                .extracting(e -> e.getStatus().getMessage())
                .asString()
                .contains(change.message());
        assertThat(live.get().getMetadata().getGeneration()).isEqualTo(1);
    }

    static Stream<Change> refusedChanges() {
        Create repository = repository("clusterRef: {name: es}\nfs: {location: /snap}");
        Create outside = repository("external: {url: 'http://a:9200'}\nname: mine\nfs: {location: /snap}");
        Create snapshot = new Create(SNAPSHOT, "repositoryRef: {name: b}\nindices: [logs]");
        Create restore = new Create(RESTORE, "snapshotRef: {name: s}");
        String cluster = "the cluster of a repository cannot change: make a new SnapshotRepository";
        String name = "name cannot change: make a new SnapshotRepository";
        String taken = "a Snapshot that has started cannot change, except for deletionPolicy: make a new one";
        String begun = "a Migration that has started cannot change, except for cutover: make a new one";
        String decided = "a Migration that has started can neither get a cutover nor lose it";
        String fixed = "service and aliases are fixed once move is Proceed or RollBack";
        String restored = "a Restore that has started cannot change: make a new one";
        return Stream.of(
                new Change(repository, false, "clusterRef: {name: other}\nfs: {location: /snap}", cluster),
                new Change(repository, false, "external: {url: 'http://a:9200'}\nfs: {location: /snap}", cluster),
                new Change(
                        outside, false, "external: {url: 'http://b:9200'}\nname: mine\nfs: {location: /snap}", cluster),
                new Change(repository, false, "clusterRef: {name: es}\nname: new\nfs: {location: /snap}", name),
                new Change(
                        outside, false, "external: {url: 'http://a:9200'}\nname: yours\nfs: {location: /snap}", name),
                new Change(outside, false, "external: {url: 'http://a:9200'}\nfs: {location: /snap}", name),
                new Change(snapshot, true, "repositoryRef: {name: c}\nindices: [logs]", taken),
                new Change(snapshot, true, "repositoryRef: {name: b}\nindices: [orders]", taken),
                new Change(snapshot, true, "repositoryRef: {name: b}", taken),
                new Change(snapshot, true, "repositoryRef: {name: b}\nindices: [logs]\npartial: true", taken),
                new Change(restore, true, "snapshotRef: {name: t}", restored),
                new Change(restore, true, "snapshotRef: {name: s}\nconflict: Overwrite", restored),
                new Change(migration("{move: Wait}"), true, MOVE + "cutover: {move: Wait}\nindices: [a]", begun),
                new Change(
                        migration("{move: Wait}"),
                        true,
                        FROM_TO + "repository: {fs: {location: /other}}\ncutover: {move: Wait}",
                        begun),
                new Change(
                        migration("{move: Wait}"),
                        true,
                        FROM_TO.replace("name: es", "name: other") + OVER + "cutover: {move: Wait}",
                        begun),
                new Change(
                        migration("{move: Wait}"),
                        true,
                        MOVE + "cutover: {move: Wait}\nverification: CountsAndSamples",
                        begun),
                new Change(new Create(MIGRATION, MOVE), true, MOVE + "cutover: {move: Wait}", decided),
                new Change(migration("{move: Wait}"), true, MOVE, decided),
                new Change(
                        migration("{move: Proceed}"),
                        true,
                        MOVE + "cutover: {move: Wait}",
                        "a cutover that has begun does not wait again"),
                new Change(
                        migration("{move: RollBack}"),
                        true,
                        MOVE + "cutover: {move: Proceed}",
                        "a roll-back is not taken back"),
                new Change(
                        migration("{move: Proceed, service: {name: search}}"),
                        true,
                        MOVE + "cutover: {move: Proceed, service: {name: find}}",
                        fixed),
                new Change(
                        migration("{move: Proceed, service: {name: search}}"),
                        true,
                        MOVE + "cutover: {move: RollBack}",
                        fixed),
                new Change(
                        migration("{move: Proceed}"),
                        true,
                        MOVE + "cutover: {move: Proceed, aliases: [{alias: a, index: b}]}",
                        fixed));
    }

    /** The resource as it is before the change, with a status once it has begun. */
    private static Resource<GenericKubernetesResource> existing(Change change) {
        Create before = change.before();
        Resource<GenericKubernetesResource> live =
                resource(before.kind(), "c-" + Integer.toHexString(change.hashCode()), before.spec());
        live.create();
        if (change.started()) {
            String time = before.kind().equals(SCHEDULE) ? "lastScheduled" : "startedAt";
            String status = before.kind().equals(REPOSITORY) ? "verifiedAt" : time;
            live.editStatus(r -> with(r, "status", status + ": '" + STARTED + "'"));
            assertThat(live.get().<String>get("status", status)).isEqualTo(STARTED);
        }
        return live;
    }

    private static GenericKubernetesResource with(GenericKubernetesResource resource, String part, String yaml) {
        resource.setAdditionalProperty(part, Serialization.unmarshal(yaml, Map.class));
        return resource;
    }

    private static Resource<GenericKubernetesResource> resource(String kind, String name, String spec) {
        GenericKubernetesResource resource = new GenericKubernetesResourceBuilder()
                .withApiVersion("shardwright.dev/v1alpha1")
                .withKind(kind)
                .withMetadata(new ObjectMetaBuilder()
                        .withName(name)
                        .withNamespace(namespace)
                        .build())
                .build();
        return server.client().resource(with(resource, "spec", spec));
    }

    private static Create repository(String spec) {
        return new Create(REPOSITORY, spec);
    }

    private static Create s3(String fields) {
        return repository("clusterRef: {name: es}\ns3: {bucket: my-bucket, " + fields + "}");
    }

    private static Create migration(String cutover) {
        return new Create(MIGRATION, MOVE + "cutover: " + cutover);
    }

    private static Create drill(String fields) {
        return new Create(SCHEDULE, NIGHTLY + "drill: {schedule: 0 5 * * 0, " + fields + "}");
    }

    record Create(String kind, String name, String spec) {
        Create(String kind, String spec) {
            this(kind, "c-" + Integer.toHexString((kind + spec).hashCode()), spec);
        }

        Refusal refusal(String message) {
            return new Refusal(this, message);
        }

        @Override
        public String toString() {
            return kind + " " + name + ": " + spec.strip().replace("\n", ", ");
        }
    }

    record Refusal(Create create, String message) {
        @Override
        public String toString() {
            return create.toString();
        }
    }

    /** A change of a spec, before or after it has begun; with the message of its refusal (null: none). */
    record Change(Create before, boolean started, String after, String message) {
        Change(Create before, boolean started, String after) {
            this(before, started, after, null);
        }

        @Override
        public String toString() {
            return before + " to " + after.strip().replace("\n", ", ") + (started ? ", started" : "");
        }
    }
}
