package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
    private final Outcomes<List<String>> outcomes = new Outcomes<>();
    private int checks;

    @Test
    void sameTextsAreNotCheckedTwice() {
        assertThat(check("certificate", "key")).containsExactly("certificate", "key");
        assertThat(check("certificate", "key")).containsExactly("certificate", "key");
        assertThat(checks).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"certificatf, key", "certificate, kez", "certificatek, ey", "key, certificate", "certificate, ''"})
    void changedByteIsCheckedAnew(String first, String second) {
        check("certificate", "key");
        assertThat(check(first, second)).containsExactly(first, second);
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void onlyTheLastFewAreRemembered() {
        check("always");
        for (int i = 0; i < 1000; i++) {
            check("text " + i);
            check("always");
        }
        assertThat(checks).isEqualTo(1001);
        check("text 999");
        assertThat(checks).as("one of the last").isEqualTo(1001);
        check("text 900");
        assertThat(checks).as("forgotten").isEqualTo(1002);
    }

    @Test
    void checkThatFailsIsNoOutcome() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> outcomes.of(
                            () -> {
                                checks++;
                                throw new IllegalStateException("no answer");
                            },
                            "text"))
                    .hasMessage("no answer");
        }
        assertThat(checks).isEqualTo(2);
    }

    private List<String> check(String... texts) {
        return outcomes.of(
                () -> {
                    checks++;
                    return List.of(texts);
                },
                texts);
    }
}
