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

/** Counts in a ConfigMap: as text while they are small, so that people can read them, else compressed. */
public final class CountsFile {
    private static final String TEXT = "counts.json";
    private static final String COMPRESSED = "counts.json.gz";
    /** A ConfigMap takes a mebibyte; nobody reads more than this by eye. */
    private static final int LONGEST_TEXT = 300_000;

    private static final int LARGEST = 800_000; // what is counted after the snapshot comes on top

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CountsFile() {}

    /** The ConfigMap, of that name and owner. */
    public static ConfigMap of(ObjectMeta metadata, Counts counts) {
        byte[] json = json(counts);
        ConfigMapBuilder builder = new ConfigMapBuilder().withMetadata(metadata);
        return json.length <= LONGEST_TEXT
                ? builder.withData(Map.of(TEXT, new String(json, StandardCharsets.UTF_8)))
                        .build()
                : builder.withBinaryData(Map.of(COMPRESSED, Base64.getEncoder().encodeToString(compressed(json))))
                        .build();
    }

    /** Whether Kubernetes takes it: beyond some ten thousand indices it is too large. */
    public static boolean fits(ConfigMap map) {
        Map<String, String> binary = Optional.ofNullable(map.getBinaryData()).orElse(Map.of());
        return binary.values().stream().mapToInt(String::length).sum() <= LARGEST;
    }

    /** What a ConfigMap says; empty when it says nothing that can be understood in full. */
    public static Optional<Counts> read(ConfigMap map) {
        try {
            Optional<String> text = Optional.ofNullable(map.getData()).map(data -> data.get(TEXT));
            if (text.isPresent()) {
                return Optional.ofNullable(JSON.readValue(text.get(), Counts.class));
            }
            Optional<String> binary = Optional.ofNullable(map.getBinaryData()).map(data -> data.get(COMPRESSED));
            return binary.isEmpty() ? Optional.empty() : Optional.ofNullable(decompressed(binary.get()));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Counts decompressed(String base64) throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return JSON.readValue(in, Counts.class);
        }
    }

    private static byte[] json(Counts counts) {
        try {
            return JSON.writeValueAsBytes(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are numbers and names", e);
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
