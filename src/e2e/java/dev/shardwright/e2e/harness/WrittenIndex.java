package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** An index that a {@link Writer} writes to, and what of it was acknowledged. */
public final class WrittenIndex {
    private static final int PAGE = 500;
    private static final Duration COPIES = Duration.ofMinutes(2);

    private final String name;
    private final int shards;
    private final int replicas;
    private final BitSet acknowledged = new BitSet();
    private int next;

    private WrittenIndex(String name, int shards, int replicas) {
        this.name = name;
        this.shards = shards;
        this.replicas = replicas;
    }

    /** An index of two shards, each on two nodes. */
    public static WrittenIndex replicated(String name) {
        return new WrittenIndex(name, 2, 1);
    }

    /** An index of two shards with a single copy each. */
    public static WrittenIndex singleCopy(String name) {
        return new WrittenIndex(name, 2, 0);
    }

    String name() {
        return name;
    }

    /** Makes it, and waits until all its copies are there: only then is a loss of one no loss of data. */
    void create(Elastic elastic) {
        elastic.send(
                "PUT",
                "/" + name,
                "{\"settings\":{\"number_of_shards\":%d,\"number_of_replicas\":%d}}".formatted(shards, replicas));
        Waiting.until("every copy of " + name, COPIES, () -> "", () -> "green"
                .equals(elastic.get("/_cluster/health/" + name).path("status").asText()));
    }

    int next() {
        return next++;
    }

    void acknowledged(int id) {
        acknowledged.set(id);
    }

    int promised() {
        return acknowledged.cardinality();
    }

    /** What a document says: it can be told from the id alone whether it is whole. */
    String content(int id) {
        CRC32 check = new CRC32();
        check.update(id);
        return "{\"n\":%d,\"check\":\"%s-%d\"}".formatted(id, name, check.getValue());
    }

    /** The acknowledged documents that are not there as they were written, found by reading each by its id. */
    List<String> missing(Elastic elastic) {
        elastic.send("POST", "/" + name + "/_refresh", null);
        List<String> missing = new ArrayList<>();
        int[] ids = acknowledged.stream().toArray();
        for (int from = 0; from < ids.length; from += PAGE) {
            List<Integer> page = new ArrayList<>();
            for (int i = from; i < Math.min(ids.length, from + PAGE); i++) {
                page.add(ids[i]);
            }
            missing.addAll(missing(elastic, page));
        }
        return missing;
    }

    private List<String> missing(Elastic elastic, List<Integer> page) {
        String body = page.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "{\"ids\":[", "]}"));
        JsonNode answer = elastic.send("POST", "/" + name + "/_mget?realtime=false", body);
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            JsonNode found = answer.path("docs").path(i);
            if (!content(page.get(i)).equals(found.path("_source").toString())) {
                missing.add(name + "/" + page.get(i) + ": " + found);
            }
        }
        return missing;
    }
}
