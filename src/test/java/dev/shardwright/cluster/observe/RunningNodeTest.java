package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which nodes must prove what they trust before an authority is replaced. */
class RunningNodeTest {
    private static final ElasticCluster CLUSTER = Fixtures.cluster();

    static Stream<Arguments> pods() {
        Pod sidecarFails = new PodBuilder(pod().ready().build())
                .editStatus()
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName("sidecar")
                        .withNewState()
                        .withNewWaiting("", "CrashLoopBackOff")
                        .endState()
                        .build())
                .endStatus()
                .build();
        return Stream.of(
                Arguments.of("a member", pod().ready().build(), true),
                Arguments.of("one that joins", pod().running().build(), true),
                Arguments.of("one whose init containers run", pod().build(), true),
                Arguments.of(
                        "one that is being deleted", pod().ready().leaving().build(), true),
                Arguments.of("one whose sidecar fails", sidecarFails, true),
                Arguments.of("one that no host takes", pod().unschedulable("no").build(), false),
                Arguments.of(
                        "one that crashes",
                        pod().waiting("CrashLoopBackOff", "", 3, "x").build(),
                        false),
                Arguments.of("one that failed", pod().failed("Evicted", "").build(), false),
                Arguments.of("one without any status", pod().withoutStatus(), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void runsOrNot(String name, Pod pod, boolean runs) {
        assertThat(RunningNode.of("es", List.of(pod))).hasSize(runs ? 1 : 0);
    }

    @Test
    void isAskedByItsAddressUnderTheNameOfItsCertificate() {
        Pod pod = new PodBuilder(pod().ready().build())
                .editStatus()
                .withPodIP("10.0.0.7")
                .endStatus()
                .build();
        assertThat(RunningNode.of("es", List.of(pod))).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("es-data-0");
            assertThat(node.endpoint())
                    .contains(new Endpoint("es-data-0.es-nodes.ns.svc", "10.0.0.7", Names.HTTP_PORT));
        });
        assertThat(RunningNode.of("es", List.of(pod().ready().build())))
                .singleElement()
                .satisfies(node -> assertThat(node.endpoint()).isEmpty());
    }

    private static Pods pod() {
        return Pods.of(CLUSTER, "data", 0);
    }
}
