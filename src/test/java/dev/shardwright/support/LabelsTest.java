package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "q1w2e3r4t5y6u7i8o9p0aA",
                "-1w2e3r4t5y6u7i8o9p0aA",
                "_1w2e3r4t5y6u7i8o9p0aA",
                "q1w2e3r4t5y6u7i8o9p0a-",
                "q1w2e3r4t5y6u7i8o9p0a_",
                "--------------------__",
                "x1w2e3r4t5y6u7i8o9p0ax",
                "short",
                "muchLongerThanAnyUuidThatElasticsearchMakes",
            })
    void uuidsComeBackFromLabels(String uuid) {
        String label = Labels.uuidAsLabel(uuid);
        assertThat(label).matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?").hasSizeLessThan(64);
        assertThat(Labels.uuidFromLabel(label)).isEqualTo(uuid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xx", "a"})
    void labelsThatSomebodyElseWroteAreReadToo(String label) {
        assertThat(Labels.uuidFromLabel(label)).isNotNull();
    }

    @Test
    void selectorOfAPoolIsPartOfItsLabels() {
        assertThat(Labels.of("es").entrySet()).containsAll(Labels.selector("es").entrySet());
        assertThat(Labels.selector("es", "data")).containsEntry(Labels.POOL, "data");
    }
}
