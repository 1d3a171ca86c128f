package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest(name = "{0} is {1} seconds")
    @CsvSource({"90s,90", "5m,300", "1h,3600", "1h30m,5400", "1h0m1s,3601"})
    void readsKubernetesNotation(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "\"{0}\" is none")
    @ValueSource(strings = {"", "5", "m", "5 m", "a while", "1d", "30m1h"})
    void anythingElseIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
