package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.apiserver.AuditLog.Call;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How many requests the operator may make: a gate on counts, which do not depend on the machine. No controller runs here,
 * so a cluster comes as far as its StatefulSets.
 */
@DisplayName("D2 requests to the Kubernetes API")
class RequestBudgetTest extends OperatorTest {
    private static final int CLUSTERS = 10;

    /** 17 objects, one event, one status, and one more status for what is learnt right after. */
    private static final int WRITES_A_CLUSTER = 20;

    /** Before an object is made, the API server is asked whether a stranger has its name. */
    private static final int READS_A_CLUSTER = 19;

    @Test
    @DisplayName("D2 a new cluster: at most 20 writes, each object once, one event; a look at each name before")
    void aNewClusterCostsFewRequests() {
        long mark = server.auditLog().mark();
        List<String> names = createAll();
        settle();

        List<Call> writes = writes(mark);
        assertThat(writes)
                .as("refused ones")
                .filteredOn(call -> call.code() >= 400)
                .isEmpty();
        Map<Boolean, List<Call>> byEvent = writes.stream()
                .collect(Collectors.partitioningBy(call -> call.resource().equals("events")));
        assertThat(byEvent.get(true)).as("events").hasSize(CLUSTERS);
        names.forEach(name -> {
            List<Call> own = of(name, byEvent.get(false));
            assertThat(own).as("writes for %s", name).hasSizeLessThan(WRITES_A_CLUSTER); // and its event
            assertThat(own.stream()
                            .filter(call -> call.subresource().isEmpty())
                            .collect(Collectors.groupingBy(
                                    call -> call.resource() + " " + call.name(), Collectors.counting())))
                    .as("writes by object")
                    .hasSize(17)
                    .allSatisfy((object, count) -> assertThat(count).isEqualTo(1));
            assertThat(of(name, reads(mark))).as("reads for %s", name).hasSizeLessThanOrEqualTo(READS_A_CLUSTER);
        });
    }

    @Test
    @DisplayName("D2 nothing to do: 0 writes and 0 reads a pass, whatever is touched")
    void aPassWithNothingToDoCostsNoRequest() {
        List<String> names = createAll();
        settle();
        long mark = server.auditLog().mark();
        int passes = operator.passes();

        names.forEach(name -> children(name).forEach(child -> touch(child, 1)));
        patiently().until(() -> operator.passes() >= passes + CLUSTERS);
        settle();

        assertThat(writes(mark)).isEmpty();
        assertThat(reads(mark)).isEmpty();
    }

    @Test
    @DisplayName("D2 operator started anew: 0 writes, and no read but the lists that fill the caches")
    void aRestartCostsNoWrites() {
        createAll();
        settle();
        operator.close();

        long mark = server.auditLog().mark();
        startOperator();
        patiently().until(() -> operator.passes("ElasticCluster") >= CLUSTERS);
        settle();

        assertThat(writes(mark)).isEmpty();
        assertThat(reads(mark)).extracting(Call::verb).containsOnly("list");
    }

    private List<String> createAll() {
        List<String> names =
                IntStream.range(0, CLUSTERS).mapToObj(i -> "budget-" + i).toList();
        names.forEach(name -> create(name, SMALL));
        return names;
    }

    private List<Call> reads(long mark) {
        return server.auditLog().since(mark, AGENT + "/" + namespace).stream()
                .filter(Call::isRead)
                .toList();
    }

    private static List<Call> of(String cluster, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.name().equals(cluster) || call.name().startsWith(cluster + "-"))
                .toList();
    }
}
