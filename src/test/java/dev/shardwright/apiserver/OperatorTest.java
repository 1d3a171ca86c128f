package dev.shardwright.apiserver;

import static org.awaitility.Awaitility.await;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.apiserver.AuditLog.Call;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a running operator in a namespace of its own, and what such tests do and look at. */
abstract class OperatorTest {
    static final String AGENT = "operator-under-test";
    static final String SMALL = """
            version: 8.19.21
            nodePools:
            - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
            - {name: data, replicas: 2, roles: [data], storage: {size: 1Gi}}
            """;

    final ApiServer server = ApiServer.shared();
    final KubernetesClient client = server.client();
    final SettableClock clock = new SettableClock();
    String namespace;
    RunningOperator operator;
    private final List<RunningOperator> operators = new ArrayList<>();

    @BeforeEach
    void start() {
        namespace = server.newNamespace();
        startOperator();
    }

    @AfterEach
    void stop() {
        operators.forEach(RunningOperator::close);
        operators.clear();
    }

    /** From now on this one counts; one that runs already goes on. */
    void startOperator() {
        operator = new RunningOperator(server, namespace, AGENT + "/" + namespace, clock);
        operators.add(operator);
    }

    void create(String name, String spec) {
        client.resource(resource(name, spec)).create();
    }

    void update(String name, String spec) {
        ElasticCluster wanted = resource(name, spec);
        // The operator writes the status of the same object.
        await().ignoreExceptionsMatching(OperatorTest::isConflict).until(() -> {
            client.resources(ElasticCluster.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(live -> {
                        live.setSpec(wanted.getSpec());
                        return live;
                    });
            return true;
        });
    }

    private static boolean isConflict(Throwable error) {
        return error instanceof KubernetesClientException e && e.getCode() == 409;
    }

    ElasticCluster resource(String name, String spec) {
        return Serialization.unmarshal(
                "apiVersion: shardwright.dev/v1alpha1\nkind: ElasticCluster\nmetadata: {name: " + name + ", namespace: "
                        + namespace + "}\nspec:\n" + spec.indent(2),
                ElasticCluster.class);
    }

    ElasticCluster live(String name) {
        return client.resources(ElasticCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    Secret secret(String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }

    StatefulSet statefulSet(String name) {
        return client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    int replicas(String statefulSet) {
        return statefulSet(statefulSet).getSpec().getReplicas();
    }

    /** All that the operator has made for a cluster. */
    List<HasMetadata> children(String cluster) {
        List<HasMetadata> all = new ArrayList<>();
        String selector = Labels.CLUSTER;
        all.addAll(client.serviceAccounts()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.secrets()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.configMaps()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.services()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        all.addAll(client.network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withLabel(selector, cluster)
                .list()
                .getItems());
        return all;
    }

    void touch(HasMetadata object, int round) {
        client.resource(object).edit(o -> {
            Map<String, String> annotations = new HashMap<>(
                    Optional.ofNullable(o.getMetadata().getAnnotations()).orElse(Map.of()));
            annotations.put("touched", "t" + round);
            o.getMetadata().setAnnotations(annotations);
            return o;
        });
    }

    List<Call> writes(long mark) {
        return server.auditLog().since(mark, AGENT + "/" + namespace).stream()
                .filter(Call::isWrite)
                .toList();
    }

    /** Waits until the operator has written nothing for two seconds. */
    void settle() {
        long[] mark = {server.auditLog().mark()};
        Instant[] quietSince = {Instant.now()};
        patiently().until(() -> {
            if (!writes(mark[0]).isEmpty()) {
                mark[0] = server.auditLog().mark();
                quietSince[0] = Instant.now();
            }
            return operator.passes() > 0
                    && Duration.between(quietSince[0], Instant.now()).toSeconds() >= 2;
        });
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }
}
