package dev.shardwright.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReporterTest {
    @Test
    void aRefusedStatusIsTriedLessAndLessOften() {
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(Reporter::pause).map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
        assertThat(Reporter.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(60));
    }
}
