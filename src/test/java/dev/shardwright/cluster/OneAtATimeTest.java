package dev.shardwright.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private static final ResourceID ES = new ResourceID("es", "search");

    private final OneAtATime passes = new OneAtATime();

    @Test
    void aPassOverANameThatIsWorkedOnDoesNotBegin() {
        assertThat(passes.run(ES, () -> passes.run(ES, () -> "second").isEmpty()))
                .contains(true);
    }

    @Test
    void otherNamesAreWorkedOnMeanwhile() {
        ResourceID elsewhere = new ResourceID("es", "logs");
        assertThat(passes.run(ES, () -> passes.run(elsewhere, () -> "other").orElseThrow()))
                .contains("other");
    }

    @Test
    void theNextMayBeginHoweverTheLastHasEnded() {
        passes.run(ES, () -> "good");
        assertThatThrownBy(() -> passes.run(ES, () -> {
                    throw new IllegalStateException("bad");
                }))
                .hasMessage("bad");
        assertThat(passes.run(ES, () -> "next")).contains("next");
    }
}
