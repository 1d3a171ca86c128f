package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An application that writes to one index by a name that leads now to one cluster and now to another. A document that is
 * refused is sent again, to wherever the name leads by then, until it is acknowledged.
 */
public final class MovingWriter implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(100);
    private static final int PAGE = 500;

    private final Supplier<Elastic> name;
    private final String index;
    private final Set<Integer> acknowledged = new TreeSet<>();
    private final Repeatedly writing;
    private int next;

    /**
     * Begins.
     *
     * @param name where the name leads to at that moment
     */
    public MovingWriter(Supplier<Elastic> name, String index) {
        this.name = name;
        this.index = index;
        this.writing = Repeatedly.every("moving writer", PACE, this::write);
    }

    private synchronized void write() {
        try {
            JsonNode answer =
                    name.get().send("PUT", "/%s/_doc/live-%d".formatted(index, next), "{\"live\":%d}".formatted(next));
            if (Set.of("created", "updated").contains(answer.path("result").asText())) {
                acknowledged.add(next++);
            }
        } catch (IllegalStateException refused) {
            // The same document comes again.
        }
    }

    /** How many documents were promised to be kept. */
    public synchronized int acknowledged() {
        return acknowledged.size();
    }

    /** Stops, and gives those acknowledged documents that a cluster does not have. */
    public List<String> missing(Elastic where) {
        close();
        List<String> missing = new ArrayList<>();
        List<Integer> all = List.copyOf(acknowledged);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Integer> page = all.subList(from, Math.min(all.size(), from + PAGE));
            String ids = page.stream().map(i -> "\"live-" + i + "\"").collect(Collectors.joining(","));
            where.send("POST", "/" + index + "/_mget", "{\"ids\":[" + ids + "]}")
                    .path("docs")
                    .forEach(doc -> {
                        if (!doc.path("found").asBoolean()) {
                            missing.add(doc.path("_id").asText());
                        }
                    });
        }
        return missing;
    }

    @Override
    public void close() {
        writing.close();
    }
}
