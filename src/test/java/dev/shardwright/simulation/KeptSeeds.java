package dev.shardwright.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of seeds beside the tests: a line each, and after a # what it is for. */
final class KeptSeeds {
    private KeptSeeds() {}

    /** The lines of a file, without what is for people only. */
    static List<String> lines(String file) {
        try (InputStream in = KeptSeeds.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
