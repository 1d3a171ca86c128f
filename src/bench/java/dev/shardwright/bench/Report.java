package dev.shardwright.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the sections measured when they were last run. A run of some replaces these and leaves the others. */
record Report(List<Part> parts) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Report {
        parts = List.copyOf(parts);
    }

    /**
     * One section.
     *
     * @param section its name
     * @param title   what it is about
     * @param date    the day of the measurement, in UTC
     * @param machine what it was measured on
     */
    record Part(String section, String title, String date, String machine, List<Line> lines) {
        Part {
            lines = List.copyOf(lines);
        }

        Optional<Line> line(String id) {
            return lines.stream().filter(l -> l.id().equals(id)).findFirst();
        }
    }

    /** The file's; empty when there is none. */
    static Report read(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(Files.readString(file), Report.class) : new Report(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With this part in the place of an earlier one, in the order of the names. */
    Report with(Part part, List<String> order) {
        List<Part> all = new ArrayList<>(parts);
        all.removeIf(p -> p.section().equals(part.section()));
        all.add(part);
        all.sort(Comparator.comparingInt(p -> order.indexOf(p.section())));
        return new Report(all);
    }

    Optional<Part> part(String section) {
        return parts.stream().filter(p -> p.section().equals(section)).findFirst();
    }
}
