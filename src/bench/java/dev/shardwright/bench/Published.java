package dev.shardwright.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of the tree that show the figures. */
final class Published {
    /** The figures themselves. */
    static final Path FIGURES = Path.of("docs", "bench.json");

    static final Path README = Path.of("README.md");
    static final Path PLOT = Path.of("docs", "performance.svg");

    private Published() {}

    /** What the files that show the figures have to be. */
    static Map<Path, String> of(Report report) {
        try {
            return Map.of(README, Table.into(Files.readString(README), report), PLOT, Plot.of(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Report report) {
        of(report).forEach((file, content) -> {
            try {
                Files.writeString(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
