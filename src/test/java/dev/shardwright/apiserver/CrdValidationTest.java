package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the CRD, accepted and refused, by a real API server and with the words that a user reads. */
class CrdValidationTest {
    /** What every case starts from: its snippet replaces top-level fields of the spec. */
    private static final String MINIMAL = """
            version: 8.19.21
            nodePools:
            - {name: all, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
            """;

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
        assertThat(resource(create.cluster(), create.spec())
                        .create()
                        .getMetadata()
                        .getUid())
                .isNotEmpty();
    }

    static Stream<Create> accepted() {
        return Stream.of(
                new Create("the smallest cluster", ""),
                new Create("version 7.17", "version: 7.17.29"),
                new Create("version 9", "version: 9.2.0"),
                new Create("voting_only beside master", """
                        nodePools:
                        - {name: all, replicas: 3, roles: [master, data], storage: {size: 1Gi}}
                        - {name: tie, replicas: 1, roles: [master, voting_only], storage: {size: 1Gi}}
                        """),
                new Create("coordinating-only nodes", """
                        nodePools:
                        - {name: all, replicas: 3, roles: [master, data], storage: {size: 1Gi}}
                        - {name: coord, replicas: 1, roles: [], storage: {size: 1Gi}}
                        """),
                new Create("data tiers instead of data", """
                        nodePools:
                        - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
                        - {name: hot, replicas: 1, roles: [data_hot, data_content], storage: {size: 1Gi}}
                        """),
                new Create("pool names that are ours elsewhere", """
                        nodePools:
                        - {name: nodes, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        - {name: http, replicas: 1, roles: [data], storage: {size: 1Gi}}
                        - {name: bootstrap, replicas: 1, roles: [data], storage: {size: 1Gi}}
                        """),
                new Create("heap below the limit, cpu as a number", """
                        nodePools:
                        - name: all
                          replicas: 1
                          roles: [master, data]
                          heap: 1Gi
                          resources: {requests: {cpu: 1, memory: 2Gi}, limits: {cpu: 1500m, memory: 2147483648}}
                          storage: {size: 1Gi}
                        """),
                new Create("heap below the memory that is the default", """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data], heap: 1500Mi, storage: {size: 1Gi}}
                        """),
                new Create("own certificate", "http: {tls: {secretName: mine, disabled: false}}"),
                new Create("TLS off", "http: {tls: {disabled: true}}"),
                new Create("zones", "placement: {spread: Required, zoneKey: topology.kubernetes.io/zone}"),
                new Create("a data pool that scales itself", scaling("[data]", "minReplicas: 1, maxReplicas: 9")),
                new Create(
                        "all fields of autoscaling",
                        scaling(
                                "[data_hot, data_content]",
                                "minReplicas: 2, maxReplicas: 2, maxStorage: 1024Mi, diskPercent: 30, shardsPerNode: 1,"
                                        + " scaleUpCooldown: 10s, scaleDownCooldown: 1h30m")),
                new Create(
                        "volumes of masters that grow",
                        scaling("[master, data]", "minReplicas: 3, maxReplicas: 3, maxStorage: 9Gi")),
                // 21 + 1 + 30 = 52
                new Create("abcdefghijklmnopqrstu", "names as long as they may be", """
                        nodePools:
                        - {name: abcdefghijklmnopqrstuvwxyz0123, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(Create create, String message) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(resource(create.cluster(), create.spec())::create)
                .extracting(e -> e.getStatus().getMessage())
                .asString()
                .contains(message);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("no spec.version", "version: null", "spec.version: Required value"),
                refusal("no pool", "nodePools: []", "spec.nodePools in body should have at least 1 items"),
                refusal(
                        "no master pool",
                        """
                        nodePools:
                        - {name: data, replicas: 1, roles: [data], storage: {size: 1Gi}}
                        """,
                        "nodePools: at least one pool needs the role master (without voting_only)"),
                refusal(
                        "only voting_only masters",
                        """
                        nodePools:
                        - {name: tie, replicas: 1, roles: [master, voting_only], storage: {size: 1Gi}}
                        - {name: data, replicas: 1, roles: [data], storage: {size: 1Gi}}
                        """,
                        "nodePools: at least one pool needs the role master (without voting_only)"),
                refusal("no data pool", """
                        nodePools:
                        - {name: master, replicas: 1, roles: [master], storage: {size: 1Gi}}
                        """, "nodePools: at least one pool needs the role data (or data_content)"),
                refusal("two pools of one name", """
                        nodePools:
                        - {name: data, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        - {name: data, replicas: 1, roles: [data], storage: {size: 1Gi}}
                        """, "spec.nodePools[1]: Duplicate value: {\"name\":\"data\"}"),
                refusal(
                        "pool name with capitals",
                        """
                        nodePools:
                        - {name: Data, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        """,
                        "name of a pool must hold only lower-case letters, digits and -"),
                refusal(
                        "pool name of 31 characters",
                        """
                        nodePools:
                        - {name: abcdefghijklmnopqrstuvwxyz01234, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        """,
                        "spec.nodePools[0].name: Too long: may not be more than 30 bytes"),
                refusal(
                        "abcdefghijklmnopqrstuv",
                        "names too long together",
                        """
                        nodePools:
                        - {name: abcdefghijklmnopqrstuvwxyz0123, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        """,
                        "metadata.name and nodePools[].name are too long together: <cluster>-<pool> may have 52 characters"),
                refusal("1st", "cluster name that begins with a digit", "", "metadata.name must begin with a letter"),
                refusal("a.b", "cluster name with a dot", "", "metadata.name must begin with a letter"),
                refusal(
                        "no replicas",
                        """
                        nodePools:
                        - {name: all, replicas: 0, roles: [master, data], storage: {size: 1Gi}}
                        """,
                        "replicas must be at least 1: to remove a pool, take its entry out of nodePools"),
                refusal(
                        "a role that Elasticsearch does not know",
                        """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, boss], storage: {size: 1Gi}}
                        """,
                        "spec.nodePools[0].roles[1]: Unsupported value: \"boss\": supported values: \"data\", "),
                refusal("a role twice", """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data, data], storage: {size: 1Gi}}
                        """, "spec.nodePools[0].roles[2]: Duplicate value: \"data\""),
                refusal("voting_only without master", """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                        - {name: tie, replicas: 1, roles: [voting_only], storage: {size: 1Gi}}
                        """, "roles: voting_only needs master beside it"),
                refusal(
                        "unknown version",
                        "version: 6.8.23",
                        "version 6.8.23 is not supported: use 7.17.x, 8.x.y or 9.x.y"),
                refusal("version without patch level", "version: '8.19'", "version 8.19 is not supported: use 7.17.x"),
                refusal(
                        "version with a suffix",
                        "version: 9.0.0-rc1",
                        "version 9.0.0-rc1 is not supported: use 7.17.x"),
                refusal("heap at the memory limit", """
                        nodePools:
                        - name: all
                          replicas: 1
                          roles: [master, data]
                          heap: 2Gi
                          resources: {limits: {memory: 2Gi}}
                          storage: {size: 1Gi}
                        """, "heap (2Gi) must be below resources.limits.memory (2Gi)"),
                refusal(
                        "heap above the memory that is the default",
                        """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data], heap: 4Gi, storage: {size: 1Gi}}
                        """,
                        "heap must be below the memory limit, which is 2Gi by default"),
                refusal(
                        "heap in Java's notation",
                        """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data], heap: 1g, storage: {size: 1Gi}}
                        """,
                        "heap must be a positive quantity in Kubernetes' notation, for example 1Gi or 400Mi"),
                refusal("memory that is no quantity", """
                        nodePools:
                        - name: all
                          replicas: 1
                          roles: [master, data]
                          resources: {limits: {memory: 2GB}}
                          storage: {size: 1Gi}
                        """, "resources: every request and limit must be a quantity"),
                refusal("request above the limit", """
                        nodePools:
                        - name: all
                          replicas: 1
                          roles: [master, data]
                          resources: {requests: {memory: 3Gi}, limits: {memory: 2Gi}}
                          storage: {size: 1Gi}
                        """, "resources: a request must not be above its limit"),
                refusal("storage of no size", """
                        nodePools:
                        - {name: all, replicas: 1, roles: [master, data], storage: {size: '0'}}
                        """, "storage.size must be a positive quantity, for example 100Gi"),
                refusal(
                        "secretName and disabled",
                        "http: {tls: {secretName: mine, disabled: true}}",
                        "http.tls: secretName and disabled exclude each other"),
                refusal(
                        "a Secret twice",
                        "secureSettings: [{secretName: s3}, {secretName: s3}]",
                        "spec.secureSettings[1]: Duplicate value: {\"secretName\":\"s3\"}"),
                refusal(
                        "a user's Secret twice",
                        "auth: {users: [{secretName: u}, {secretName: u}]}",
                        "spec.auth.users[1]: Duplicate value: {\"secretName\":\"u\"}"),
                refusal(
                        "a zone key that is no label key",
                        "placement: {zoneKey: 'my zone'}",
                        "placement.zoneKey must be the key of a node label"),
                refusal(
                        "max_map_count below the kernel's default",
                        "kernel: {maxMapCount: {value: 1000}}",
                        "spec.kernel.maxMapCount.value in body should be greater than or equal to 65530"),
                refusal(
                        "more nodes at least than at most",
                        scaling("[data]", "minReplicas: 3, maxReplicas: 2"),
                        "autoscaling.minReplicas must not be above autoscaling.maxReplicas"),
                refusal(
                        "autoscaling without bounds",
                        scaling("[data]", "minReplicas: 3"),
                        "autoscaling.maxReplicas: Required value"),
                refusal(
                        "autoscaling down to nothing",
                        scaling("[data]", "minReplicas: 0, maxReplicas: 2"),
                        "autoscaling.minReplicas in body should be greater than or equal to 1"),
                refusal(
                        "autoscaling of nodes without data",
                        scaling("[ingest]", "minReplicas: 1, maxReplicas: 2"),
                        "autoscaling: only pools with a data role are scaled"),
                refusal(
                        "autoscaling of frozen nodes",
                        scaling("[data_warm, data_frozen]", "minReplicas: 1, maxReplicas: 2"),
                        "and none with data_frozen"),
                refusal(
                        "autoscaling of the number of masters",
                        scaling("[master, data]", "minReplicas: 1, maxReplicas: 3"),
                        "autoscaling: the number of masters is not scaled"),
                refusal(
                        "volumes that may grow to less than they are",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, maxStorage: 1023Mi"),
                        "autoscaling.maxStorage must not be below storage.size"),
                refusal(
                        "a bound of volumes that is no quantity",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, maxStorage: 10GB"),
                        "autoscaling.maxStorage must be a positive quantity"),
                refusal(
                        "a target of empty disks",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, diskPercent: 29"),
                        "autoscaling.diskPercent in body should be greater than or equal to 30"),
                refusal(
                        "a target of full disks",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, diskPercent: 96"),
                        "autoscaling.diskPercent in body should be less than or equal to 95"),
                refusal(
                        "a cooldown in words",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, scaleUpCooldown: a while"),
                        "autoscaling.scaleUpCooldown: use hours, minutes and seconds"),
                refusal(
                        "a cooldown of no time",
                        scaling("[data]", "minReplicas: 1, maxReplicas: 3, scaleDownCooldown: 9s"),
                        "autoscaling.scaleDownCooldown: use hours, minutes and seconds, at least 10s"),
                refusal(
                        "nothing may be unavailable",
                        "update: {maxUnavailable: 0}",
                        "spec.update.maxUnavailable in body should be greater than or equal to 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acceptedChanges")
    void acceptsChange(Change change) {
        Resource<GenericKubernetesResource> live = existing(change);
        assertThat(live.edit(r -> withSpec(r, change.after())).getMetadata().getGeneration())
                .isEqualTo(2);
    }

    static Stream<Change> acceptedChanges() {
        return Stream.of(
                new Change("any version while none runs", null, "version: 9.0.0", "version: 8.1.0"),
                new Change("patch upgrade", "8.19.4", "version: 8.19.4", "version: 8.19.21"),
                new Change("minor upgrade, numbers compared as numbers", "8.9.2", "version: 8.9.2", "version: 8.10.0"),
                new Change("7.17 to 8", "7.17.29", "version: 7.17.29", "version: 8.19.21"),
                new Change("8.18 to 9.0", "8.18.8", "version: 8.18.8", "version: 9.0.8"),
                new Change("8.19 to 9.2", "8.19.21", "version: 8.19.21", "version: 9.2.0"),
                new Change("back to the version that runs", "8.19.4", "version: 8.19.21", "version: 8.19.4"),
                new Change("growing storage", null, "", pool("storage: {size: 2Gi}")),
                new Change("the same size in another notation", null, "", pool("storage: {size: 1024Mi}")),
                new Change("another pool instead", null, "", """
                        nodePools:
                        - {name: new, replicas: 1, roles: [master, data], storage: {size: 500Mi, storageClassName: fast}}
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedChanges")
    void refusesChange(Change change, String message) {
        Resource<GenericKubernetesResource> live = existing(change);
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> live.edit(r -> withSpec(r, change.after())))
                .extracting(e -> e.getStatus().getMessage())
                .asString()
                .contains(message);
        assertThat(live.get().getMetadata().getGeneration()).isEqualTo(1);
    }

    static Stream<Arguments> refusedChanges() {
        return Stream.of(
                refusal(
                        new Change("downgrade", "8.19.21", "version: 8.19.21", "version: 8.19.4"),
                        "spec.version cannot go down to 8.19.4: nodes run 8.19.21, whose data earlier versions cannot read;"
                                + " stay at 8.19.21 or later, or restore a snapshot into a new cluster"),
                refusal(
                        new Change(
                                "downgrade, numbers compared as numbers",
                                "8.10.0",
                                "version: 8.10.0",
                                "version: 8.9.2"),
                        "spec.version cannot go down to 8.9.2"),
                refusal(
                        new Change("downgrade by a major version", "9.0.0", "version: 9.0.0", "version: 8.19.21"),
                        "spec.version cannot go down to 8.19.21"),
                refusal(
                        new Change("7.17 to 9", "7.17.29", "version: 7.17.29", "version: 9.0.0"),
                        "spec.version cannot go from 7.17.29 to 9.0.0 at once: upgrade to 8.19 first, then to 9.0.0"),
                refusal(
                        new Change("8.17 to 9", "8.17.0", "version: 8.17.0", "version: 9.0.0"),
                        "spec.version cannot go from 8.17.0 to 9.0.0 at once: upgrade to 8.19 first, then to 9.0.0"),
                refusal(
                        new Change("8.18 to 9.1", "8.18.8", "version: 8.18.8", "version: 9.1.0"),
                        "spec.version cannot go from 8.18.8 to 9.1.0 at once: upgrade to 8.19 first, then to 9.1.0"),
                refusal(
                        new Change(
                                "jump while an upgrade is on its way", "7.17.29", "version: 8.19.21", "version: 9.2.0"),
                        "spec.version cannot go from 7.17.29 to 9.2.0 at once: upgrade to 8.19 first"),
                refusal(
                        new Change("storage shrink", null, "", pool("storage: {size: 900Mi}")),
                        "storage.size cannot shrink from 1Gi to 900Mi: volumes only grow; add a pool with smaller volumes and"
                                + " remove this one"),
                refusal(
                        new Change(
                                "storage class added", null, "", pool("storage: {size: 1Gi, storageClassName: fast}")),
                        "storage.storageClassName cannot change: add a pool with the other class and remove this one"),
                refusal(
                        new Change(
                                "storage class changed",
                                null,
                                pool("storage: {size: 1Gi, storageClassName: slow}"),
                                pool("storage: {size: 1Gi, storageClassName: fast}")),
                        "storage.storageClassName cannot change: add a pool with the other class and remove this one"),
                refusal(
                        new Change("removing all masters", null, "", """
                                nodePools:
                                - {name: data, replicas: 1, roles: [data], storage: {size: 1Gi}}
                                """),
                        "the last masters of a running one are never removed"));
    }

    @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "master,data        | master                  | runs        | refused",
                "master,data        | data                    | runs        | refused",
                "master             | master,voting_only      | runs        | refused",
                "data_hot           | ingest                  | runs        | refused",
                "data               | data_hot,data_content   | runs        | accepted",
                "data               | data,master             | runs        | accepted",
                "master,voting_only | master                  | runs        | accepted",
                "master,voting_only | master,voting_only,ml   | runs        | accepted",
                "data,ingest        | data                    | runs        | accepted",
                "data               | ingest                  | forms       | accepted",
                "data               | ingest                  | is stalled  | accepted",
                "data               | ingest                  | is paused   | accepted",
            })
    void nodesThatRunKeepWhatTheyHold(String before, String after, String state, String verdict) {
        String spec = """
                paused: %s
                nodePools:
                - {name: all, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                - {name: some, replicas: 1, roles: [%s], storage: {size: 1Gi}}
                """;
        boolean paused = state.equals("is paused");
        Resource<GenericKubernetesResource> live =
                resource(nameOf(before + after + state), spec.formatted(paused, before));
        live.create();
        live.editStatus(r -> withStatus(r, state));
        if (verdict.equals("accepted")) {
            live.edit(r -> withSpec(r, spec.formatted(paused, after)));
            assertThat(live.get().getMetadata().getGeneration()).isEqualTo(2);
        } else {
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> live.edit(r -> withSpec(r, spec.formatted(paused, after))))
                    .withMessageContaining("add a pool with the new roles under another name");
        }
    }

    private static GenericKubernetesResource withStatus(GenericKubernetesResource resource, String state) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "conditions",
                List.of(Map.of(
                        "type", "Stalled",
                        "status", state.equals("is stalled") ? "True" : "False",
                        "reason", "Example",
                        "message", "",
                        "lastTransitionTime", "2026-05-01T12:00:00Z")));
        if (!state.equals("forms")) {
            status.put("clusterUUID", "q1w2e3r4t5y6u7i8o9p0a_");
        }
        resource.setAdditionalProperty("status", status);
        return resource;
    }

    @Test
    void keepsFreeFormConfigAndPodTemplateAsTheyAre() {
        String spec = """
                config: {action: {auto_create_index: {deep: [1, two, {x: true}]}}, "cluster.max_shards_per_node": 500}
                nodePools:
                - name: all
                  replicas: 1
                  roles: [master, data]
                  storage: {size: 1Gi}
                  config: {"node.attr.rack": r1, node: {attr: {shelf: 3}}}
                  podTemplate:
                    metadata: {labels: {team: search}}
                    spec:
                      containers:
                      - {name: elasticsearch, env: [{name: X, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]}
                      tolerations: [{key: dedicated, operator: Exists}]
                """;
        GenericKubernetesResource stored = resource("free-form", spec).create();
        Map<String, Object> sent = spec(spec);
        assertThat(stored.<Object>get("spec", "config")).isEqualTo(sent.get("config"));
        Map<?, ?> pool = (Map<?, ?>) ((List<?>) sent.get("nodePools")).get(0);
        assertThat(stored.<Object>get("spec", "nodePools", 0, "config")).isEqualTo(pool.get("config"));
        assertThat(stored.<Object>get("spec", "nodePools", 0, "podTemplate")).isEqualTo(pool.get("podTemplate"));
    }

    @Test
    void namesAFieldThatDoesNotExist() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> resource("typo", "nodePool: []")
                        .fieldValidation(Validation.STRICT)
                        .create())
                .withMessageContaining("unknown field \"spec.nodePool\"");
    }

    @Test
    void statusWritesAlwaysPass() {
        Change change = new Change("status only", "8.19.21", "version: 8.19.21", "");
        Resource<GenericKubernetesResource> live = existing(change);
        live.editStatus(r -> withStatusVersion(r, "9.0.0"));
        live.editStatus(r -> withStatusVersion(r, "not a version"));
        assertThat(live.get().<String>get("status", "version")).isEqualTo("not a version");
    }

    private static Arguments refusal(String title, String spec, String message) {
        return refusal(new Create(title, spec), message);
    }

    private static Arguments refusal(String cluster, String title, String spec, String message) {
        return refusal(new Create(cluster, title, spec), message);
    }

    private static Arguments refusal(Object what, String message) {
        return Arguments.of(what, message);
    }

    private static String pool(String storage) {
        return "nodePools: [{name: all, replicas: 1, roles: [master, data], " + storage + "}]";
    }

    /** The resource as it is before the change, with a status if a version runs. */
    private static Resource<GenericKubernetesResource> existing(Change change) {
        Resource<GenericKubernetesResource> live = resource(nameOf(change.title()), change.before());
        live.create();
        if (change.runs() != null) {
            live.editStatus(r -> withStatusVersion(r, change.runs()));
        }
        return live;
    }

    private static GenericKubernetesResource withSpec(GenericKubernetesResource resource, String spec) {
        resource.setAdditionalProperty("spec", spec(spec));
        return resource;
    }

    private static GenericKubernetesResource withStatusVersion(GenericKubernetesResource resource, String version) {
        resource.setAdditionalProperty("status", Map.of("version", version));
        return resource;
    }

    private static Resource<GenericKubernetesResource> resource(String cluster, String spec) {
        return server.client()
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion("shardwright.dev/v1alpha1")
                        .withKind("ElasticCluster")
                        .withMetadata(new ObjectMetaBuilder()
                                .withName(cluster)
                                .withNamespace(namespace)
                                .build())
                        .addToAdditionalProperties("spec", spec(spec))
                        .build());
    }

    private static Map<String, Object> spec(String snippet) {
        Map<String, Object> spec = new LinkedHashMap<>(parse(MINIMAL));
        if (!snippet.isEmpty()) {
            spec.putAll(parse(snippet));
        }
        return spec;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String yaml) {
        return Serialization.unmarshal(yaml, Map.class);
    }

    private static String nameOf(String title) {
        return "c-" + Integer.toHexString(title.hashCode());
    }

    /** A pool that scales itself, beside those that a cluster needs. */
    private static String scaling(String roles, String autoscaling) {
        return """
                nodePools:
                - {name: all, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                - {name: more, replicas: 3, roles: %s, storage: {size: 1Gi}, autoscaling: {%s}}
                """.formatted(roles, autoscaling);
    }

    record Create(String cluster, String title, String spec) {
        Create(String title, String spec) {
            this(nameOf(title), title, spec);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** A change of the spec, in a cluster that runs a version (null: none yet). */
    record Change(String title, String runs, String before, String after) {
        @Override
        public String toString() {
            return title;
        }
    }
}
