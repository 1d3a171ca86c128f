package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.api.ElasticCluster;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PassesTest {
    private final Passes passes = new Passes();

    @Test
    void endsAtOnceWhenNoneIsUnderWay() throws InterruptedException {
        assertThat(passes.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void waitsForThoseUnderWay() throws InterruptedException {
        begin();
        assertThat(passes.none()).isFalse();
        assertThat(passes.awaitEnd(Duration.ofMillis(20))).isFalse();
        end();
        assertThat(passes.awaitEnd(Duration.ofMinutes(1))).isTrue();
    }

    /** The framework tells the end of a pass over a resource that was gone before it began. */
    @Test
    void anEndWithoutABeginningCountsForNothing() throws InterruptedException {
        Thread other = Thread.ofPlatform().start(this::end);
        other.join();
        begin();
        assertThat(passes.awaitEnd(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void wakesWhenTheLastOneEnds() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread pass = Thread.ofPlatform().start(() -> {
            begin();
            begun.countDown();
            end();
        });
        begun.await();
        assertThat(passes.awaitEnd(Duration.ofMinutes(1))).isTrue();
        pass.join();
    }

    @Test
    void whatAnErrorCutsOffIsTriedAgainAsWhatAnExceptionEnded() {
        Error error = new StackOverflowError();
        assertThatThrownBy(() -> passes.timeControllerExecution(execution(() -> {
                    throw error;
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the pass was cut off by java.lang.StackOverflowError")
                .hasCause(error);
    }

    @Test
    void whatAPassBringsIsHandedOn() throws Exception {
        assertThat(passes.timeControllerExecution(execution(() -> "done"))).isEqualTo("done");
        IllegalArgumentException exception = new IllegalArgumentException();
        assertThatThrownBy(() -> passes.timeControllerExecution(execution(() -> {
                    throw exception;
                })))
                .isSameAs(exception);
    }

    private static Metrics.ControllerExecution<String> execution(Callable<String> pass) {
        return new Metrics.ControllerExecution<>() {
            @Override
            public String name() {
                return "reconcile";
            }

            @Override
            public String controllerName() {
                return "cluster";
            }

            @Override
            public String successTypeName(String result) {
                return "status";
            }

            @Override
            public ResourceID resourceID() {
                return new ResourceID("es", "ns");
            }

            @Override
            public Map<String, Object> metadata() {
                return Map.of();
            }

            @Override
            public String execute() throws Exception {
                return pass.call();
            }
        };
    }

    private void begin() {
        passes.reconciliationExecutionStarted(new ElasticCluster(), Map.of());
    }

    private void end() {
        passes.reconciliationExecutionFinished(new ElasticCluster(), Map.of());
    }
}
