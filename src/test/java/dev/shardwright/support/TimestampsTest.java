package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final Instant NOON = Instant.ofEpochSecond(1_777_636_800);

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2026-05-01T12:00:00Z", "2026-05-01T12:00:00.000000Z", "2026-05-01T14:00:00+02:00"})
    void readsKubernetesNotation(String text) {
        assertThat(Timestamps.parse(text)).contains(NOON);
    }

    @ParameterizedTest(name = "\"{0}\" is none")
    @NullSource
    @ValueSource(strings = {"", "noon", "2026-05-01", "1777636800", "2026-13-01T12:00:00Z"})
    void anythingElseIsNone(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void objectsTellWhenTheyWereMade() {
        assertThat(Timestamps.created(new PodBuilder()
                        .withNewMetadata()
                        .withCreationTimestamp("2026-05-01T12:00:00Z")
                        .endMetadata()
                        .build()))
                .isEqualTo(NOON);
    }
}
