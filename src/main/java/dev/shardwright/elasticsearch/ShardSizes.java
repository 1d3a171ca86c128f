package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the table of shards, which is made for people: numbers are texts, and a node may be "a -> 10.0.0.1 id b". */
final class ShardSizes {
    private ShardSizes() {}

    /** The copies whose size is told. */
    static List<ShardCopy> from(List<JsonObject> rows) throws MalformedAnswerException {
        List<ShardCopy> copies = new ArrayList<>();
        for (JsonObject row : rows) {
            Optional<Long> bytes = row.nullableNumber("store");
            Optional<String> node = row.nullableText("node");
            if (bytes.isPresent() && node.isPresent()) {
                String[] words = node.get().split(" ", -1);
                copies.add(new ShardCopy(
                        row.text("index"),
                        row.intNumber("shard"),
                        primary(row.text("prirep")),
                        Routing.state(row.text("state")),
                        Optional.of(words[0]),
                        words.length == 1 ? Optional.empty() : Optional.of(words[words.length - 1]),
                        bytes));
            }
        }
        return copies;
    }

    private static boolean primary(String word) throws MalformedAnswerException {
        return switch (word) {
            case "p" -> true;
            case "r" -> false;
            default -> throw new MalformedAnswerException("prirep is neither p nor r");
        };
    }
}
