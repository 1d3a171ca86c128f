package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.site.Errand;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which index is not, or may not stay, as it was counted: it takes writes, was written to, appeared or went away? The first
 * one is answered; none when all are as they were.
 *
 * @param look     what is meant
 * @param snapshot name of the snapshot for which they were counted
 * @param counted  what was ever written to each by then
 */
record WrittenSince(LookAtSource look, String snapshot, Map<String, IndexOperations> counted)
        implements Errand<Verdict<Optional<String>>> {
    WrittenSince {
        counted = Map.copyOf(counted);
    }

    static WrittenSince of(LookAtSource look, Counts counts) {
        return new WrittenSince(
                look,
                counts.snapshot(),
                counts.indices().entrySet().stream()
                        .filter(e -> isKnown(e.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> operations(e.getValue()))));
    }

    /** Whether a count tells what was ever written to the index. */
    static boolean isKnown(IndexCount count) {
        return count.isCounted() && count.uuid() != null && count.shards() != null && count.operations() != null;
    }

    private static IndexOperations operations(IndexCount count) {
        return new IndexOperations(count.uuid(), count.shards(), count.operations());
    }

    @Override
    public Reply<Verdict<Optional<String>>> run(DataApi api) {
        return Verdicts.then(look.run(api), source -> other(source).isPresent() ? answer(other(source)) : written(api));
    }

    /** An index that takes writes, or that is not one of those that were counted, or one of those that is gone. */
    private Optional<String> other(Source source) {
        Set<String> gone = new HashSet<>(counted.keySet());
        source.indices().forEach(gone::remove);
        return Stream.of(
                        source.writable().stream(),
                        source.indices().stream().filter(index -> !counted.containsKey(index)),
                        gone.stream().sorted())
                .flatMap(indices -> indices)
                .findFirst();
    }

    private Reply<Verdict<Optional<String>>> written(DataApi api) {
        Reply<Verdict<Optional<String>>> reply = answer(Optional.empty());
        for (Map.Entry<String, IndexOperations> index : new TreeMap<>(counted).entrySet()) {
            reply = Verdicts.then(reply, found -> found.isPresent() ? answer(found) : written(api, index));
        }
        return reply;
    }

    /** A shard that does not answer may have been written to; an index that cannot be asked is not as it was. */
    private static Reply<Verdict<Optional<String>>> written(DataApi api, Map.Entry<String, IndexOperations> index) {
        String name = index.getKey();
        return switch (api.operations(List.of(name))) {
            case Reply.Failure<Verdict<Map<String, IndexOperations>>>(var problem, var message) ->
                Reply.failure(problem, message);
            case Reply.Answer<Verdict<Map<String, IndexOperations>>>(
                    Verdict.Refused<Map<String, IndexOperations>> refused) -> answer(Optional.of(name));
            case Reply.Answer<Verdict<Map<String, IndexOperations>>>(
                    Verdict.Granted<Map<String, IndexOperations>>(var now)) ->
                answer(index.getValue().equals(now.get(name)) ? Optional.empty() : Optional.of(name));
        };
    }

    private static Reply<Verdict<Optional<String>>> answer(Optional<String> found) {
        return Reply.answer(new Verdict.Granted<>(found));
    }
}
