package dev.shardwright.snapshot.counts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** JSON in a ConfigMap: as text while it is small, so that people can read it, else compressed. */
public final class PackedJson {
    private static final String PACKED = ".gz";
    /** A ConfigMap takes a mebibyte; nobody reads more than this by eye. */
    private static final int LONGEST_TEXT = 300_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String key;

    /** @param key of the text; compressed, it has {@code .gz} behind it */
    public PackedJson(String key) {
        this.key = key;
    }

    /** The ConfigMap, of that name and owner. */
    public ConfigMap write(ObjectMeta metadata, Object value) {
        byte[] json = json(value);
        ConfigMapBuilder builder = new ConfigMapBuilder().withMetadata(metadata);
        return json.length <= LONGEST_TEXT
                ? builder.withData(Map.of(key, new String(json, StandardCharsets.UTF_8)))
                        .build()
                : builder.withBinaryData(
                                Map.of(key + PACKED, Base64.getEncoder().encodeToString(compressed(json))))
                        .build();
    }

    /** What a ConfigMap says; empty when it says nothing that can be understood in full. */
    public <T> Optional<T> read(ConfigMap map, Class<T> type) {
        try {
            Optional<String> text = Optional.ofNullable(map.getData()).map(data -> data.get(key));
            if (text.isPresent()) {
                return Optional.ofNullable(JSON.readValue(text.get(), type));
            }
            Optional<String> binary = Optional.ofNullable(map.getBinaryData()).map(data -> data.get(key + PACKED));
            return binary.isEmpty() ? Optional.empty() : Optional.ofNullable(decompressed(binary.get(), type));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static <T> T decompressed(String base64, Class<T> type) throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return JSON.readValue(in, type);
        }
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it is names and numbers", e);
        }
    }

    private static byte[] compressed(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
