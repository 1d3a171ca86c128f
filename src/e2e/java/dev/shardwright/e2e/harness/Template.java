package dev.shardwright.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files of src/e2e/resources with gaps. */
final class Template {
    private static final Path FOLDER = Path.of("src", "e2e", "resources");

    private Template() {}

    /** The file with its ${...} replaced; $${...} stays as ${...}, for Elasticsearch to replace. */
    static String fill(String file, Map<String, String> values) {
        try {
            String text = Files.readString(FOLDER.resolve(file)).replace("$${", "\u0000{");
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text.replace("\u0000{", "${");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
