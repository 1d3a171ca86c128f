package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;

/** The record of a restore in a ConfigMap. */
final class RecordFile {
    private static final String KEY = "restore.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordFile() {}

    static String name(Restore restore) {
        return restore.getMetadata().getName() + "-restore";
    }

    static ConfigMap of(Restore restore, RestoreRecord record) {
        try {
            return new ConfigMapBuilder()
                    .withMetadata(Owned.metadata(restore, name(restore)).build())
                    .withData(Map.of(KEY, JSON.writeValueAsString(record)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is names and settings", e);
        }
    }

    /** Empty when it says nothing that can be understood. */
    static Optional<RestoreRecord> read(ConfigMap map) {
        try {
            String json = map.getData() == null ? null : map.getData().get(KEY);
            return json == null ? Optional.empty() : Optional.ofNullable(JSON.readValue(json, RestoreRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
