package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import java.time.Duration;
import java.util.Map;
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

    private void begin() {
        passes.reconciliationExecutionStarted(new ElasticCluster(), Map.of());
    }

    private void end() {
        passes.reconciliationExecutionFinished(new ElasticCluster(), Map.of());
    }
}
