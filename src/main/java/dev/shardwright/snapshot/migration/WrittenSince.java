package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which index was written to since it was counted? The first one is answered; none when all are as they were.
 *
 * @param snapshot name of the snapshot for which they were counted
 * @param counted  what was ever written to each by then
 */
record WrittenSince(String snapshot, Map<String, IndexOperations> counted)
        implements Errand<Verdict<Optional<String>>> {
    WrittenSince {
        counted = Map.copyOf(counted);
    }

    static WrittenSince of(Counts counts) {
        return new WrittenSince(
                counts.snapshot(),
                counts.indices().entrySet().stream()
                        .filter(e -> e.getValue().isCounted() && e.getValue().shards() != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> operations(e.getValue()))));
    }

    private static IndexOperations operations(IndexCount count) {
        return new IndexOperations(count.uuid(), count.shards(), count.operations());
    }

    @Override
    public Reply<Verdict<Optional<String>>> run(DataApi api) {
        Reply<Verdict<Optional<String>>> reply = Reply.answer(new Verdict.Granted<>(Optional.empty()));
        for (Map.Entry<String, IndexOperations> index : new TreeMap<>(counted).entrySet()) {
            reply = Verdicts.then(reply, found -> found.isPresent() ? answer(found) : changed(api, index));
        }
        return reply;
    }

    /** A shard that does not answer may have been written to. */
    private static Reply<Verdict<Optional<String>>> changed(DataApi api, Map.Entry<String, IndexOperations> index) {
        String name = index.getKey();
        return Verdicts.map(
                api.operations(List.of(name)),
                now -> index.getValue().equals(now.get(name)) ? Optional.empty() : Optional.of(name));
    }

    private static Reply<Verdict<Optional<String>>> answer(Optional<String> found) {
        return Reply.answer(new Verdict.Granted<>(found));
    }
}
