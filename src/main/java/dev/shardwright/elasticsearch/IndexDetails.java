package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index.
 *
 * @param name           its name
 * @param uuid           its identity
 * @param open           whether it is open; else closed
 * @param hidden         whether it is hidden by its settings
 * @param system         whether it belongs to a feature of the server; empty where that is not told
 * @param createdVersion version that created it, as the server numbers it (7170299; OpenSearch's begin at 134217728)
 * @param shards         number of primary shards
 * @param replicas       index.number_of_replicas
 * @param aliases        names of its aliases
 * @param settings       all that are set on it, flat; a list is a text with commas
 */
public record IndexDetails(
        String name,
        String uuid,
        boolean open,
        boolean hidden,
        Optional<Boolean> system,
        int createdVersion,
        int shards,
        int replicas,
        List<String> aliases,
        Map<String, String> settings) {
    public IndexDetails {
        aliases = List.copyOf(aliases);
        settings = Map.copyOf(settings);
    }

    static IndexDetails from(String name, JsonObject index) throws MalformedAnswerException {
        JsonObject settings = index.object("settings");
        return new IndexDetails(
                name,
                settings.text("index.uuid"),
                isOpen(index.text("state")),
                settings.optionalText("index.hidden").orElse("false").equals("true"),
                index.has("system") ? Optional.of(index.bool("system")) : Optional.empty(),
                settings.intNumber("index.version.created"),
                settings.intNumber("index.number_of_shards"),
                settings.intNumber("index.number_of_replicas"),
                index.has("aliases") ? index.texts("aliases") : List.of(), // the filter takes empty lists away
                settings.settings(""));
    }

    private static boolean isOpen(String state) throws MalformedAnswerException {
        return switch (state) {
            case "open" -> true;
            case "close" -> false;
            default -> throw new MalformedAnswerException("the state of an index is none that is known");
        };
    }
}
