package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An application that goes on writing whatever happens to the cluster: some ten documents a second, under ids of its own.
 * A document that is not acknowledged is sent again, to another node if need be, until it is. At the end every
 * acknowledged one is read back.
 */
public final class Writer implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(250);
    private static final int AT_ONCE = 3;
    private static final int CREATED = 201;

    private final Elastic elastic;
    private final List<WrittenIndex> indices;
    private final List<Document> open = new ArrayList<>();
    private final Repeatedly writing;
    private Duration longestWait = Duration.ZERO;

    /** One that is on its way. */
    private record Document(WrittenIndex index, int id, Instant since) {
        String line() {
            return "{\"index\":{\"_index\":\"%s\",\"_id\":\"%d\"}}%n%s%n"
                    .formatted(index.name(), id, index.content(id));
        }

        Duration waited() {
            return Duration.between(since, Instant.now());
        }
    }

    private Writer(Cluster cluster, List<WrittenIndex> indices) {
        this.elastic = cluster.keptOpen();
        this.indices = indices;
        this.writing = Repeatedly.every("writer", PACE, this::write);
    }

    /** Makes the indices, and begins to write to all of them. */
    static Writer start(Cluster cluster, List<WrittenIndex> indices) {
        Elastic elastic = cluster.elastic();
        indices.forEach(i -> i.create(elastic));
        return new Writer(cluster, indices);
    }

    private synchronized void write() {
        for (WrittenIndex index : indices) {
            long waiting = open.stream().filter(d -> d.index() == index).count();
            for (long i = waiting; i < AT_ONCE; i++) {
                open.add(new Document(index, index.next(), Instant.now()));
            }
        }
        String body = open.stream().map(Document::line).collect(Collectors.joining());
        try {
            acknowledge(elastic.send(
                    "POST", "/_bulk?timeout=5s&filter_path=items.*._index,items.*._id,items.*.status", body));
        } catch (IllegalStateException noneAnswers) {
            longestWait = longest();
        }
    }

    /** Only those count that the answer names with a good status. */
    private void acknowledge(JsonNode answer) {
        TreeMap<String, Integer> status = new TreeMap<>();
        answer.path("items").forEach(item -> {
            JsonNode result = item.path("index");
            status.put(
                    result.path("_index").asText() + "/" + result.path("_id").asText(),
                    result.path("status").asInt());
        });
        longestWait = longest();
        open.removeIf(d -> {
            int code = status.getOrDefault(d.index().name() + "/" + d.id(), 0);
            boolean acknowledged = code == CREATED || code == 200;
            if (acknowledged) {
                d.index().acknowledged(d.id());
            }
            return acknowledged;
        });
    }

    private Duration longest() {
        return open.stream().map(Document::waited).reduce(longestWait, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** How many documents the cluster has promised to keep so far. */
    public synchronized int acknowledged() {
        return indices.stream().mapToInt(WrittenIndex::promised).sum();
    }

    /** The longest time that a document has waited for its acknowledgement: how long an application could not write. */
    public synchronized Duration longestWait() {
        return longest();
    }

    /** Stops, reads every acknowledged document back, and gives those that are not there as they were written. */
    public List<String> missing() {
        writing.close();
        Function<WrittenIndex, List<String>> missing = index -> index.missing(elastic);
        return indices.stream().map(missing).flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        writing.close();
        elastic.close();
    }
}
