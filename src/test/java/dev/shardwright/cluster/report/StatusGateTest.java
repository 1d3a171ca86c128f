package dev.shardwright.cluster.report;

import static dev.shardwright.cluster.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.support.StatusGate;
import dev.shardwright.support.StatusGate.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a status is written, and what becomes an event. */
class StatusGateTest {
    private static final ResourceID ID = new ResourceID("es", "ns");
    private final StatusGate<ElasticClusterStatus> gate = new StatusGate<>(Turning::of);

    @Test
    void firstStatusIsWritten() {
        assertThat(decide(Optional.empty(), status("0/5", "False", "NotFormed"), 0))
                .isEqualTo(new Verdict.Write());
    }

    @Test
    void sameStatusIsNotWritten() {
        assertThat(decide(Optional.of(status("1/5", "False", "x")), status("1/5", "False", "x"), 100))
                .isEqualTo(new Verdict.Same());
    }

    @Test
    void smallStepsAreWrittenTogetherALittleLater() {
        var before = status("1/5", "False", "x");
        decide(Optional.empty(), before, 0);
        assertThat(decide(Optional.of(before), status("2/5", "False", "x"), 4))
                .isEqualTo(new Verdict.Later(Duration.ofSeconds(6)));
        assertThat(decide(Optional.of(before), status("3/5", "False", "x"), 10)).isEqualTo(new Verdict.Write());
        assertThat(decide(Optional.of(before), status("4/5", "False", "x"), 11))
                .isEqualTo(new Verdict.Later(Duration.ofSeconds(9)));
    }

    @Test
    void turnsAreWrittenAtOnce() {
        var before = status("1/5", "False", "x");
        decide(Optional.empty(), before, 0);
        assertThat(decide(Optional.of(before), status("5/5", "True", "x"), 1)).isEqualTo(new Verdict.Write());
        assertThat(decide(Optional.of(before), status("5/5", "False", "y"), 2)).isEqualTo(new Verdict.Write());
    }

    @Test
    void decidedSizesAreWrittenAtOnce() {
        var before = sized(2, "Steady");
        decide(Optional.empty(), before, 0);
        assertThat(decide(Optional.of(before), sized(2, "CoolingDown"), 1)).isInstanceOf(Verdict.Later.class);
        assertThat(decide(Optional.of(before), sized(3, "ScaledUp"), 2)).isEqualTo(new Verdict.Write());
    }

    private static ElasticClusterStatus sized(int replicas, String reason) {
        return new ElasticClusterStatus(
                1L,
                "green",
                null,
                null,
                "5/5",
                null,
                null,
                List.of(),
                List.of(new AutoscalingStatus("data", replicas, "1Gi", reason, null, null, null, null, null)),
                List.of(),
                List.of());
    }

    @Test
    void clustersAreApart() {
        decide(Optional.empty(), status("1/5", "False", "x"), 0);
        assertThat(gate.decide(
                        new ResourceID("other", "ns"),
                        Optional.of(status("1/5", "False", "x")),
                        status("2/5", "False", "x"),
                        NOW.plusSeconds(1)))
                .isEqualTo(new Verdict.Write());
        gate.forget(ID);
        assertThat(decide(Optional.of(status("1/5", "False", "x")), status("2/5", "False", "x"), 1))
                .isEqualTo(new Verdict.Write());
    }

    @Test
    void eventsTellTurnsOnly() {
        Condition unready = condition("Ready", "False", "NotFormed");
        Condition ready = condition("Ready", "True", "AllNodesReady");
        assertThat(EventReport.turned(List.of(), List.of(unready)))
                .as("not yet ready is no news")
                .isEmpty();
        assertThat(EventReport.turned(List.of(unready), List.of(ready))).containsExactly(ready);
        assertThat(EventReport.turned(List.of(ready), List.of(ready))).isEmpty();
        assertThat(EventReport.turned(List.of(ready), List.of(unready))).containsExactly(unready);
        assertThat(EventReport.turned(List.of(unready), List.of(condition("Ready", "False", "NodesMissing"))))
                .isEmpty();
        Condition red = condition("Ready", "False", "HealthRed");
        assertThat(EventReport.turned(List.of(unready), List.of(red))).containsExactly(red);

        Condition fine = condition("Stalled", "False", "NoHelpNeeded");
        Condition stalled = condition("Stalled", "True", "InvalidSpec");
        assertThat(EventReport.turned(List.of(), List.of(fine))).isEmpty();
        assertThat(EventReport.turned(List.of(fine), List.of(stalled))).containsExactly(stalled);
        assertThat(EventReport.turned(List.of(stalled), List.of(fine))).containsExactly(fine);

        Condition formed = condition("Bootstrapped", "True", "Formed");
        assertThat(EventReport.turned(List.of(condition("Bootstrapped", "False", "Forming")), List.of(formed)))
                .containsExactly(formed);
        assertThat(EventReport.turned(List.of(), List.of(condition("Reconciling", "True", "ChangesPending"))))
                .isEmpty();
    }

    private Verdict decide(Optional<ElasticClusterStatus> written, ElasticClusterStatus next, int seconds) {
        return gate.decide(ID, written, next, NOW.plusSeconds(seconds));
    }

    private static ElasticClusterStatus status(String nodes, String ready, String reason) {
        return new ElasticClusterStatus(
                1L,
                "unknown",
                null,
                null,
                nodes,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(condition("Ready", ready, reason)));
    }

    private static Condition condition(String type, String status, String reason) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage("m")
                .build();
    }
}
