package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapTest {
    @ParameterizedTest(name = "limit {0}: {1} MiB")
    @CsvSource({
        "1Gi, 512",
        "1025Mi, 512",
        "2G, 953",
        "2147483648, 1024",
        "62Gi, 31744",
        "63Gi, 31744",
        "512Gi, 31744",
    })
    void isHalfOfTheLimitAndAtMost31Gi(String limit, long mebibytes) {
        assertThat(Heap.mebibytes(pool("resources: {limits: {memory: '" + limit + "'}}")))
                .contains(mebibytes);
    }

    @Test
    void isWhatTheUserSays() {
        assertThat(Heap.mebibytes(pool("heap: 40Gi\nresources: {limits: {memory: 80Gi}}")))
                .contains(40960L);
    }

    @Test
    void withoutResourcesTheLimitIs2Gi() {
        assertThat(Heap.mebibytes(pool(""))).contains(1024L);
        assertThat(Heap.resources(pool("")).getLimits()).containsOnlyKeys("memory");
    }

    @Test
    void withoutALimitTheRequestIsTheLimit() {
        NodePool pool = pool("resources: {requests: {memory: 6Gi, cpu: 1}}");
        assertThat(Heap.mebibytes(pool)).contains(3072L);
        assertThat(Heap.resources(pool).getLimits()).containsOnlyKeys("memory");
        assertThat(Heap.resources(pool).getRequests()).containsOnlyKeys("memory", "cpu");
    }

    @Test
    void cpuAloneStillLimitsMemory() {
        assertThat(Heap.mebibytes(pool("resources: {requests: {cpu: 1}, limits: {cpu: 2}}")))
                .contains(1024L);
    }

    @ParameterizedTest
    @CsvSource({"''", "Gi", "1 Gi", "1gi", "lots", "1.5.5Gi"})
    void whatIsNoQuantityIsNoHeap(String heap) {
        assertThat(Heap.mebibytes(pool("heap: '" + heap + "'"))).isEmpty();
    }

    private static NodePool pool(String fields) {
        return Fixtures.clusterOfPool(fields).getSpec().nodePools().getFirst();
    }
}
