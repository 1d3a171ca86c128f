package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;

/** All differences in a ConfigMap, for people: the status has the first 20. */
final class MismatchFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** A ConfigMap takes a mebibyte. */
    private static final int MOST = 4_000;

    private MismatchFile() {}

    static String name(Restore restore) {
        return restore.getMetadata().getName() + "-mismatches";
    }

    static ConfigMap of(Restore restore, List<Mismatch> mismatches) {
        try {
            return new ConfigMapBuilder()
                    .withMetadata(Owned.metadata(restore, name(restore)).build())
                    .withData(Map.of(
                            "mismatches.json",
                            JSON.writeValueAsString(mismatches.subList(0, Math.min(MOST, mismatches.size())))))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mismatches are names and numbers", e);
        }
    }
}
