package dev.shardwright.snapshot.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsFileTest {
    private static final ObjectMeta META =
            new ObjectMetaBuilder().withNamespace("ns").withName("n-counts").build();
    private static final int MEBIBYTE = 1024 * 1024;

    private static Counts counts(int indices) {
        Chance chance = new Chance(3);
        Map<String, IndexCount> all = new TreeMap<>();
        for (int i = 0; i < indices; i++) {
            Tally tally =
                    new Tally(chance.identity(), chance.between(0, 1_000_000_000), chance.between(0, 1_000_000_000));
            all.put(
                    ".ds-logs-application.something-production-2026.05." + i,
                    chance.percent(10)
                            ? IndexCount.uncounted("it is closed")
                            : IndexCount.before(chance.between(1, 9), tally).after(tally));
        }
        return new Counts("nightly-0f3a9c1e", List.of("logs"), all, "2026-05-01T12:00:00Z");
    }

    @Test
    void smallOnesAreTextThatPeopleCanRead() {
        ConfigMap map = CountsFile.of(META, counts(3));
        assertThat(map.getData().get("counts.json")).contains("\"snapshot\":\"nightly-0f3a9c1e\"");
        assertThat(map.getBinaryData()).isNullOrEmpty();
        assertThat(CountsFile.read(map)).contains(counts(3));
    }

    @Test
    void largeOnesAreCompressedAndTenThousandIndicesFit() {
        Counts counts = counts(10_000);
        ConfigMap map = CountsFile.of(META, counts);
        assertThat(map.getData()).isNullOrEmpty();
        assertThat(map.getBinaryData().get("counts.json.gz")).hasSizeLessThan(MEBIBYTE * 9 / 10);
        assertThat(CountsFile.read(map)).contains(counts);
    }

    @Test
    void whatDoesNotFitIsNotStored() {
        assertThat(CountsFile.fits(CountsFile.of(META, counts(3)))).isTrue();
        assertThat(CountsFile.fits(CountsFile.of(META, counts(10_000)))).isTrue();
        assertThat(CountsFile.fits(CountsFile.of(META, counts(25_000)))).isFalse();
    }

    @Test
    void countsOfBeforeAreReadAsSuch() {
        Counts counts = new Counts(
                "s", List.of("a"), Map.of("a", IndexCount.before(1, new Tally("u", 5, 6))), "2026-05-01T12:00:00Z");
        assertThat(CountsFile.read(CountsFile.of(META, counts))).contains(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{}",
                "{\"snapshot\":\"s\"}",
                "{\"snapshot\":\"s\",\"names\":[],\"indices\":{\"a\":7}}",
                "{\"snapshot\":\"s\",\"names\":[],\"indices\":{},\"more\":1}",
            })
    void whatIsSpoiledIsNothing(String text) {
        assertThat(CountsFile.read(new ConfigMapBuilder()
                        .withMetadata(META)
                        .withData(Map.of("counts.json", text))
                        .build()))
                .isEmpty();
        assertThat(CountsFile.read(new ConfigMapBuilder()
                        .withMetadata(META)
                        .withBinaryData(Map.of(
                                "counts.json.gz",
                                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                        .build()))
                .isEmpty();
    }

    @Test
    void cutOffOrAbsentDataIsNothing() {
        String whole = CountsFile.of(META, counts(10_000)).getBinaryData().get("counts.json.gz");
        for (String spoiled : List.of(whole.substring(0, whole.length() / 2), whole.substring(4), "not base64!")) {
            assertThat(CountsFile.read(new ConfigMapBuilder()
                            .withMetadata(META)
                            .withBinaryData(Map.of("counts.json.gz", spoiled))
                            .build()))
                    .isEmpty();
        }
        assertThat(CountsFile.read(new ConfigMapBuilder().withMetadata(META).build()))
                .isEmpty();
    }
}
