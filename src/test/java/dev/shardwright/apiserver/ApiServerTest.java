package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

/** The tests' own server: what others rely on. */
class ApiServerTest {
    private final ApiServer server = ApiServer.shared();

    @Test
    void auditLogTellsReadsAndWritesByUserAgent() {
        String namespace = server.newNamespace();
        long mark = server.auditLog().mark();
        try (KubernetesClient someone = server.client("someone/1.0")) {
            someone.configMaps()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("x")
                            .withNamespace(namespace)
                            .endMetadata()
                            .build())
                    .create();
            someone.configMaps().inNamespace(namespace).withName("x").get();
        }
        await().untilAsserted(() -> assertThat(server.auditLog().since(mark, "someone"))
                .containsExactly(
                        new AuditLog.Call("someone/1.0", "create", "configmaps", "", namespace, "x", 201),
                        new AuditLog.Call("someone/1.0", "get", "configmaps", "", namespace, "x", 200)));
        assertThat(server.auditLog().since(mark, "someone"))
                .filteredOn(AuditLog.Call::isWrite)
                .hasSize(1);
    }

    @Test
    void printsTheColumnsOfAnElasticCluster() {
        String namespace = server.newNamespace();
        server.kubectl("apply", "-n", namespace, "-f", "samples/single-node.yaml");
        assertThat(server.kubectl("get", "esc", "-n", namespace).output())
                .containsPattern("NAME +READY +HEALTH +NODES +VERSION +AGE\n");
        assertThat(server.kubectl("get", "esc", "-n", namespace, "-o", "wide").output())
                .containsPattern("NAME +READY +HEALTH +NODES +VERSION +AGE +UUID +WAITING FOR\n");
    }
}
