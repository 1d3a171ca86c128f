package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.AuditLog;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Other people and controllers write to our objects too. */
@EndToEnd
@DisplayName("A11 foreign fields")
class A11ForeignFieldsTest {
    /** What a load balancer controller writes: a finalizer, an annotation, fields of the spec, an address in the status. */
    private static final String CONTROLLER = """
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "single-http",
              "annotations": {"load-balancer.example.com/id": "lb-17"},
              "finalizers": ["service.kubernetes.io/load-balancer-cleanup"]},
             "spec": {"externalTrafficPolicy": "Local", "loadBalancerSourceRanges": ["192.0.2.0/24"]}}
            """;

    private static final String ADDRESS = """
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "single-http"},
             "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.10"}]}}}
            """;

    private static final String USER = "{\"metadata\": {\"labels\": {\"team\": \"search\"}}}";

    private ServiceResource<Service> service;

    @AfterEach
    void withoutFinalizer() {
        if (service != null && service.get() != null) {
            service.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        }
    }

    @Test
    @DisplayName("A11 a user's label on our Service and another controller's fields are left alone, no write ping-pong")
    void leftAlone(Spaces spaces, Operator operator, AuditLog audit) {
        operator.awaitReady();
        Cluster cluster = spaces.open("a11")
                .apply(ClusterManifest.load("single").put("/http", "service: {type: LoadBalancer}"))
                .awaitGreen();
        service = cluster.space()
                .client()
                .services()
                .inNamespace(cluster.space().name())
                .withName(Names.httpService(cluster.name()));
        PatchContext controller = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("load-balancer-controller")
                .withForce(true)
                .build();

        Instant from = Instant.now();
        service.patch(PatchContext.of(PatchType.JSON_MERGE), USER);
        service.patch(controller, CONTROLLER);
        service.subresource("status").patch(controller, ADDRESS);
        Service written = service.get();
        assertThat(written.getSpec().getPorts().getFirst().getNodePort())
                .as("node port")
                .isPositive();

        // Passes in which the operator has work to do: its pod goes and comes back.
        cluster.deletePod("single-node-0");
        Waiting.until("the loss seen", Duration.ofMinutes(1), cluster::progress, () -> !cluster.isGreen());
        cluster.awaitGreen();
        Waiting.during("the Service as others left it", Duration.ofSeconds(60), cluster::progress, () -> service.get()
                .getMetadata()
                .getResourceVersion()
                .equals(written.getMetadata().getResourceVersion()));

        assertThat(service.get().getMetadata().getLabels()).containsEntry("team", "search");
        assertThat(service.get().getSpec().getLoadBalancerSourceRanges()).containsExactly("192.0.2.0/24");
        assertThat(service.get().getStatus().getLoadBalancer().getIngress()).hasSize(1);
        if (audit.available()) {
            assertThat(audit.of(Operator.USER, from, Instant.now())
                            .in(cluster.space().name())
                            .writes()
                            .where(r -> r.resource().startsWith("services"))
                            .all())
                    .as("writes of the operator to Services")
                    .isEmpty();
        }
    }
}
