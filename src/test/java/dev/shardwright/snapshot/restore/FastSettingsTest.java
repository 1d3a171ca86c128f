package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastSettingsTest {
    @Test
    void theyAreTextsWithTheirWholeName() {
        assertThat(FastSettings.of(Map.of("number_of_replicas", 0, "index.refresh_interval", "-1")))
                .containsExactly(Map.entry("index.number_of_replicas", "0"), Map.entry("index.refresh_interval", "-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number_of_shards",
                "index.number_of_shards",
                "index.uuid",
                "history.uuid",
                "codec",
                "version.created",
                "analysis.analyzer.a.type",
                "blocks.write"
            })
    void whatCannotBePutBackIsRefused(String key) {
        assertThat(FastSettings.flaw(Map.of(key, 1)).orElse("nothing"))
                .isEqualTo("spec.indexSettings: " + key + " cannot be changed for the time of a restore: remove it");
    }

    @Test
    void nestedOnesAreRefused() {
        assertThat(FastSettings.flaw(Map.of("translog", Map.of("durability", "async"))))
                .isPresent();
        assertThat(FastSettings.flaw(Map.of("x", List.of(1)))).isPresent();
    }

    @Test
    void othersAreFine() {
        assertThat(FastSettings.flaw(Map.of("translog.durability", "async", "number_of_replicas", 0, "y", true)))
                .isEmpty();
        assertThat(FastSettings.flaw(Map.of())).isEmpty();
    }
}
