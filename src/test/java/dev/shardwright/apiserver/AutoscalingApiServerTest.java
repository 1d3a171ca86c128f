package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sizes live in the status of a real API server: they outlive the operator, and the spec is never written. */
class AutoscalingApiServerTest {
    private static final String AGENT = "operator-under-test";
    private static final String SPEC = """
            version: 8.19.21
            nodePools:
            - {name: master, replicas: 1, roles: [master], storage: {size: 1Gi}}
            - name: data
              replicas: 2
              roles: [data]
              storage: {size: 1Gi}
              autoscaling: {minReplicas: 1, maxReplicas: 4, maxStorage: 8Gi}
            """;

    private final ApiServer server = ApiServer.shared();
    private final KubernetesClient client = server.client();
    private String namespace;
    private RunningOperator operator;

    @BeforeEach
    void start() {
        namespace = server.newNamespace();
        operator = new RunningOperator(server, namespace, AGENT + "/" + namespace);
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void recordedSizeIsFollowedByTheNextOperatorAndOutlivesALostStatus() {
        create();
        patiently().untilAsserted(() -> assertThat(entry())
                .returns(2, AutoscalingStatus::replicas)
                .returns("1Gi", AutoscalingStatus::storage)
                .returns("Suspended", AutoscalingStatus::reason)
                .returns("waits for the cluster to form", AutoscalingStatus::message));
        assertThat(live().getSpec().pool("data").orElseThrow().autoscaling())
                .as("defaults of the API server")
                .returns(75, a -> a.diskPercent())
                .returns(900, a -> a.shardsPerNode())
                .returns("5m", a -> a.scaleUpCooldown())
                .returns("1h", a -> a.scaleDownCooldown());

        operator.close();
        record(List.of(new AutoscalingStatus(
                "data", 3, "4Gi", "ScaledUp", "as decided", "2026-01-01T00:00:00Z", null, 80, 7)));
        operator = new RunningOperator(server, namespace, AGENT + "/" + namespace);
        patiently().untilAsserted(() -> assertThat(replicas()).isEqualTo(3));
        assertThat(entry())
                .returns(3, AutoscalingStatus::replicas)
                .returns("4Gi", AutoscalingStatus::storage)
                .returns("2026-01-01T00:00:00Z", AutoscalingStatus::lastScaleTime);

        operator.close();
        record(List.of());
        operator = new RunningOperator(server, namespace, AGENT + "/" + namespace);
        patiently().untilAsserted(() -> assertThat(entry()).returns(3, AutoscalingStatus::replicas));
        assertThat(replicas()).isEqualTo(3);
        assertThat(live().getMetadata().getGeneration())
                .as("the spec is the user's")
                .isEqualTo(1);
        assertThat(live().getSpec().pool("data").orElseThrow().replicas()).isEqualTo(2);
    }

    private void create() {
        client.resource(Serialization.unmarshal(
                        "apiVersion: shardwright.dev/v1alpha1\nkind: ElasticCluster\nmetadata: {name: es, namespace: "
                                + namespace + "}\nspec:\n" + SPEC.indent(2),
                        ElasticCluster.class))
                .create();
    }

    @Test
    void furtherPassesOverASizeThatStandsWriteNothing() {
        create();
        patiently().untilAsserted(() -> assertThat(replicas()).isEqualTo(2));
        patiently().untilAsserted(() -> {
            long mark = server.auditLog().mark();
            int passes = operator.passes();
            touch();
            patiently().until(() -> operator.passes() > passes);
            assertThat(server.auditLog().since(mark, AGENT + "/" + namespace)).noneMatch(AuditLog.Call::isWrite);
        });
    }

    private void record(List<AutoscalingStatus> entries) {
        client.resource(live()).editStatus(c -> Fixtures.recording(c, entries));
    }

    private void touch() {
        client.resource(statefulSet()).edit(s -> {
            s.getMetadata().setAnnotations(new HashMap<>(s.getMetadata().getAnnotations()));
            s.getMetadata().getAnnotations().put("touched", Long.toString(System.nanoTime()));
            return s;
        });
    }

    private ElasticCluster live() {
        return client.resources(ElasticCluster.class)
                .inNamespace(namespace)
                .withName("es")
                .get();
    }

    private AutoscalingStatus entry() {
        return live().getStatus().autoscaling().getFirst();
    }

    private StatefulSet statefulSet() {
        return client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("es-data")
                .get();
    }

    private int replicas() {
        return statefulSet().getSpec().getReplicas();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }
}
