package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.World;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the spec, with the words that a user reads. */
class SpecRuleTest {
    private static ElasticCluster scaling(String roles, String minAndMore) {
        return Fixtures.cluster(Fixtures.SPEC + """
                - name: more
                  replicas: 2
                  roles: [%s]
                  storage: {size: 1Gi}
                  autoscaling: {minReplicas: %s}
                """.formatted(roles, minAndMore));
    }

    @Test
    void soundAutoscalingIsFine() {
        assertThat(check(scaling("data", "1, maxReplicas: 5, maxStorage: 1Gi, scaleUpCooldown: 1h30m")))
                .isEmpty();
        assertThat(check(scaling("master, data", "2, maxReplicas: 2"))).isEmpty();
    }

    @Test
    void defaultSpecIsFine() {
        assertThat(check(Fixtures.cluster())).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void refuses(ElasticCluster cluster, String message) {
        List<Problem> problems = check(cluster);
        assertThat(problems).extracting(Problem::message).anySatisfy(m -> assertThat(m)
                .contains(message));
        assertThat(problems).extracting(Problem::reason).containsOnly(Problem.Reason.InvalidSpec);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Fixtures.cluster("""
                                version: 8.19.21
                                nodePools: [{name: a, replicas: 1, roles: [data], storage: {size: 1Gi}}]
                                """), "at least one pool needs the role master"),
                Arguments.of(Fixtures.cluster("""
                                version: 8.19.21
                                nodePools:
                                - {name: a, replicas: 1, roles: [master, voting_only], storage: {size: 1Gi}}
                                - {name: b, replicas: 1, roles: [data], storage: {size: 1Gi}}
                                """), "at least one pool needs the role master"),
                Arguments.of(Fixtures.cluster("""
                                version: 8.19.21
                                nodePools: [{name: a, replicas: 1, roles: [master], storage: {size: 1Gi}}]
                                """), "at least one pool needs the role data"),
                Arguments.of(Fixtures.cluster("""
                                version: 8.19.21
                                nodePools:
                                - {name: a, replicas: 1, roles: [master, data], storage: {size: 1Gi}}
                                - {name: a, replicas: 1, roles: [data], storage: {size: 1Gi}}
                                """), "spec.nodePools: the name a is there twice"),
                Arguments.of(scaling("master, data", "1, maxReplicas: 2"), "the number of masters is not scaled"),
                Arguments.of(scaling("data", "3, maxReplicas: 2"), "minReplicas must be at least 1 and not above"),
                Arguments.of(scaling("data", "0, maxReplicas: 2"), "minReplicas must be at least 1 and not above"),
                Arguments.of(scaling("ingest", "1, maxReplicas: 2"), "only pools with a data role are scaled"),
                Arguments.of(scaling("data, data_frozen", "1, maxReplicas: 2"), "and none with data_frozen"),
                Arguments.of(
                        scaling("data", "1, maxReplicas: 2, maxStorage: 512Mi"),
                        "spec.nodePools[more].autoscaling.maxStorage must be a quantity not below storage.size"),
                Arguments.of(
                        scaling("data", "1, maxReplicas: 2, maxStorage: much"),
                        "autoscaling.maxStorage must be a quantity"),
                Arguments.of(
                        scaling("data", "1, maxReplicas: 2, scaleUpCooldown: soon"), "cooldowns are durations such as"),
                Arguments.of(
                        scaling("data", "1, maxReplicas: 2, scaleDownCooldown: later"),
                        "cooldowns are durations such as"),
                Arguments.of(Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", "latest")), "latest is not a version"),
                Arguments.of(
                        Fixtures.clusterWith("config: {cluster: {initial_master_nodes: [x]}}"),
                        "spec.config: cluster.initial_master_nodes is set by the operator"),
                Arguments.of(
                        Fixtures.clusterOfPool("config: {discovery.type: single-node}"),
                        "spec.nodePools[all].config: discovery.type is set by the operator"),
                Arguments.of(
                        Fixtures.clusterOfPool("heap: lots"), "spec.nodePools[all]: resources.limits.memory or heap"),
                Arguments.of(
                        Fixtures.clusterOfPool("resources: {limits: {memory: much}}"),
                        "spec.nodePools[all]: resources.limits.memory or heap"),
                Arguments.of(
                        Fixtures.clusterOfPool("heap: 2Gi"),
                        "spec.nodePools[all].heap: 2048Mi of heap do not fit into a memory limit of 2048Mi"),
                Arguments.of(Fixtures.clusterOfPool("heap: 500Ki"), "spec.nodePools[all].heap: less than 1Mi"),
                Arguments.of(Fixtures.clusterOfPool("heap: -1Gi"), "spec.nodePools[all].heap: less than 1Mi"),
                Arguments.of(Fixtures.clusterOfPool("heap: 99999999999Ti"), "spec.nodePools[all]"));
    }

    @ParameterizedTest(name = "running {0}, wanted {1}")
    @CsvSource({"8.19.21, 8.19.4, cannot go back", "7.17.29, 9.2.0, upgrade to 8.19 first"})
    void refusesWhatTheRunningVersionCannotBecome(String running, String wanted, String message) {
        ElasticCluster cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", wanted));
        Fixtures.withStatus(
                cluster, Fixtures.UUID, new BootstrapStatus(BootstrapStatus.State.Complete, List.of(), null));
        var status = cluster.getStatus();
        cluster.setStatus(new dev.shardwright.api.ElasticClusterStatus(
                1L, "green", running, status.clusterUUID(), "5/5", null, status.bootstrap(), null, null, null, null));
        assertThat(check(cluster)).singleElement().satisfies(p -> assertThat(p.message())
                .startsWith("spec.version: the cluster runs " + running)
                .contains(message));
    }

    @Test
    void malformedPodTemplateSaysWhere() {
        ElasticCluster cluster = Fixtures.clusterOfPool("podTemplate: {spec: {containers: a}}");
        assertThat(check(cluster)).singleElement().satisfies(p -> {
            assertThat(p.reason()).isEqualTo(Problem.Reason.InvalidPodTemplate);
            assertThat(p.message())
                    .startsWith("spec.nodePools[all].podTemplate: ")
                    .contains("spec.containers");
        });
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ElasticCluster cluster = Fixtures.clusterOfPool("heap: 3Gi\nconfig: {node.name: x, path.data: /x}");
        assertThat(check(cluster)).hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: {users: [{secretName: s}]}            | spec.auth.users",
                "auth: {roles: [{secretName: s}]}            | spec.auth.roles",
            })
    void missingSecretsAreNamedWithTheirField(String spec, String field) {
        ElasticCluster cluster = Fixtures.clusterWith(spec);
        for (World world : List.of(new World(cluster), new World(cluster).secret("s", Optional.empty()))) {
            assertThat(SpecRule.check(cluster, world.see())).singleElement().satisfies(p -> {
                assertThat(p.reason()).isEqualTo(Problem.Reason.SecretMissing);
                assertThat(p.message()).startsWith(field + ": there is no Secret s in this namespace");
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: {users: [{secretName: s}]}  | username | lacks the key password",
                "auth: {roles: [{secretName: s}]}  | other    | lacks the key roles.yml",
            })
    void secretsThatLackAKeyAreNamed(String spec, String key, String message) {
        ElasticCluster cluster = Fixtures.clusterWith(spec);
        Secret secret = new SecretBuilder().withData(Map.of(key, "eA==")).build();
        assertThat(SpecRule.check(
                        cluster,
                        new World(cluster).secret("s", Optional.of(secret)).see()))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.reason()).isEqualTo(Problem.Reason.SecretMissing);
                    assertThat(p.message()).contains("Secret s " + message).doesNotContain("eA==");
                });
    }

    private static final String MASTERS = "master 3 master";
    private static final String DATA = "data 2 data";

    /** A pool whose StatefulSet was made for these roles, and whose spec has others. */
    private static Scene roles(String before, String after) {
        return Scene.running(MASTERS, DATA, "some 2 " + before)
                .wants(MASTERS, DATA, "some 2 " + after)
                .behind("some");
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "data             | ingest           | hold shards",
                "data_hot,ingest  | ingest           | hold shards",
                "master           | ingest           | vote",
                "master,data      | data             | vote",
                "master,data      | master           | hold shards",
                "master,data      | ingest           | hold shards",
                "master           | master,voting_only | can be elected master",
            })
    void poolThatRanKeepsItsRoles(String before, String after, String words) {
        Scene scene = roles(before, after);
        assertThat(scene.plan().problems()).singleElement().satisfies(p -> {
            assertThat(p.reason()).isEqualTo(Problem.Reason.InvalidSpec);
            assertThat(p.message())
                    .startsWith("spec.nodePools[some].roles: ")
                    .contains(words)
                    .contains("Add a pool with the new roles");
        });
        assertThat(scene.holds("es-some-1")).contains(NodeRule.Stalled);
        assertThat(scene.replaced()).isEmpty();
        assertThat(scene.steps()).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "data        | data,ingest",
                "data        | data_hot,data_content",
                "data        | master,data",
                "data,ingest | data",
                "master,voting_only | master",
                "master,voting_only | master,voting_only,ingest",
                "ingest      | data",
            })
    void rolesThatTakeNeitherVotesNorShardsMayChange(String before, String after) {
        assertThat(roles(before, after).plan().problems()).isEmpty();
    }

    /** An unknown is a no, and going back is always possible. */
    @Test
    void withoutTheRecordOfItsRolesAPoolDoesNotBecomeVotingOnly() {
        Scene scene = roles("master,voting_only", "master,voting_only,ingest")
                .statefulSets(set -> set.getMetadata().getAnnotations().put(Labels.REVISION, "gone"));
        assertThat(scene.plan().problems()).singleElement().satisfies(p -> assertThat(p.message())
                .contains("can be elected master"));
        assertThat(Scene.running(MASTERS, DATA, "some 2 master,voting_only")
                        .plan()
                        .problems())
                .isEmpty();
    }

    /** Nothing can be on the volumes of nodes that never were in the cluster. */
    @Test
    void poolThatNeverRanMayGetAnyRoles() {
        Scene scene = roles("data", "ingest").unlabelled("es-some-0");
        assertThat(scene.plan().problems()).as("one of them was").hasSize(1);
        assertThat(scene.unlabelled("es-some-1").plan().problems()).isEmpty();
        assertThat(roles("data", "ingest")
                        .withoutClaim("es-some-0")
                        .withoutClaim("es-some-1")
                        .plan()
                        .problems())
                .isEmpty();
    }

    @Test
    void poolThatTheSpecDropsKeepsNoSpecFromWork() {
        assertThat(Scene.running(MASTERS, DATA, "old 2 master,data")
                        .wants(MASTERS, DATA)
                        .plan()
                        .problems())
                .isEmpty();
    }

    private static List<Problem> check(ElasticCluster cluster) {
        return SpecRule.check(cluster, new World(cluster).see());
    }
}
