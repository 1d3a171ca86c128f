package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.api.snapshot.Restore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A ConfigMap takes a mebibyte. */
class FilesTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final Restore RESTORE = Views.restore();
    private final Random chance = new Random(1);

    private static int size(ConfigMap map) {
        int text = map.getData() == null
                ? 0
                : map.getData().values().stream().mapToInt(String::length).sum();
        return map.getBinaryData() == null
                ? text
                : text
                        + map.getBinaryData().values().stream()
                                .mapToInt(v -> Base64.getDecoder().decode(v).length)
                                .sum();
    }

    private String uuid() {
        byte[] bytes = new byte[16];
        chance.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        RestoreRecord preparing = Scenes.preparing(Map.of("a", Scenes.A, "b", new Identity("u", null)));
        assertThat(RecordFile.read(RecordFile.of(RESTORE, preparing))).contains(preparing);
        ConfigMap made = RecordFile.of(RESTORE, Scenes.made());
        assertThat(RecordFile.read(made)).contains(Scenes.made());
        assertThat(made.getData().get("restore.json")).contains("\"index.refresh_interval\":null");
        assertThat(made.getMetadata().getName()).isEqualTo("back-restore");
        assertThat(made.getMetadata().getOwnerReferences()).singleElement().satisfies(o -> assertThat(o.getUid())
                .isEqualTo("1234567890"));
    }

    @Test
    void aRestoreOfTenThousandIndicesFits() {
        Map<String, String> targets = new TreeMap<>();
        Map<String, Identity> inTheWay = new TreeMap<>();
        Map<String, Made> made = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            String name = "logs-of-a-service-with-a-long-name-2026.01.01-%06d".formatted(i);
            targets.put(name, "restored-" + name);
            inTheWay.put("restored-" + name, new Identity(uuid(), uuid()));
            made.put("restored-" + name, new Made(new Identity(uuid(), uuid()), Scenes.originals()));
        }
        RestoreRecord record = new RestoreRecord(
                Scenes.PLACE, List.copyOf(targets.keySet()), targets, inTheWay, List.copyOf(inTheWay.keySet()), made);
        ConfigMap map = RecordFile.of(RESTORE, record);
        assertThat(size(map)).isLessThan(MEBIBYTE);
        assertThat(RecordFile.read(map)).contains(record);
    }

    @Test
    void manyMismatchesFit() {
        List<Mismatch> mismatches = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            mismatches.add(new Mismatch(
                    "logs-of-a-service-with-a-long-name-" + i,
                    "" + chance.nextInt(),
                    chance.nextLong(),
                    "document " + uuid() + " is missing"));
        }
        assertThat(size(MismatchFile.of(RESTORE, mismatches))).isLessThan(MEBIBYTE);
        assertThat(MismatchFile.of(RESTORE, mismatches.subList(0, 1)).getData()).containsKey("mismatches.json");
    }

    @Test
    void whatCannotBeReadIsNoRecord() {
        assertThat(RecordFile.read(new ConfigMap())).isEmpty();
        for (String text : List.of("", "{", "{}", "null", "[]", "{\"names\":[]}")) {
            assertThat(RecordFile.read(new ConfigMapBuilder()
                            .withData(Map.of("restore.json", text))
                            .build()))
                    .as(text)
                    .isEmpty();
        }
        for (String binary : List.of("", "%", "e30=")) {
            assertThat(RecordFile.read(new ConfigMapBuilder()
                            .withBinaryData(Map.of("restore.json.gz", binary))
                            .build()))
                    .as(binary)
                    .isEmpty();
        }
    }
}
