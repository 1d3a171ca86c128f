package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What was measured: printed, and kept in target/e2e/figures.json. */
public final class Figures {
    private static final Path FILE = Path.of("target", "e2e", "figures.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Figures() {}

    /** Keeps figures under a name; an earlier run's are replaced. */
    public synchronized void record(String name, List<? extends Number> values) {
        Console.say("  figure %s: %s".formatted(name, values));
        try {
            ObjectNode all =
                    Files.exists(FILE) ? (ObjectNode) JSON.readTree(Files.readString(FILE)) : JSON.createObjectNode();
            all.set(name, values.size() == 1 ? JSON.valueToTree(values.getFirst()) : JSON.valueToTree(values));
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, JSON.writeValueAsString(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void record(String name, Number value) {
        record(name, List.of(value));
    }

    /** The middle one. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
