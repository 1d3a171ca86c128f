package dev.shardwright.snapshot.counts;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many documents do these indices have? All of them are answered, or nothing is.
 *
 * @param indices names, with the number of primary shards of each
 * @param moment  whether it is the count before or after something: what was written is read on its outer side, so that
 *                nothing that may have happened in between is missed
 */
public record CountIndices(List<Index> indices, Moment moment) implements Errand<Map<String, Counted>> {
    /** How many indices one errand counts. */
    public static final int BATCH = 20;

    public CountIndices {
        indices = List.copyOf(indices);
    }

    /** An index to count. */
    public record Index(String name, int shards) {}

    /** Which count. */
    public enum Moment {
        Before,
        After
    }

    @Override
    public Reply<Map<String, Counted>> run(DataApi api) {
        Map<String, Counted> counted = new HashMap<>();
        for (Index index : indices) {
            Reply<Counted> reply = count(api, index);
            switch (reply) {
                case Reply.Failure<Counted>(var problem, var message) -> {
                    return Reply.failure(problem, message);
                }
                case Reply.Answer<Counted>(var value) -> counted.put(index.name(), value);
            }
        }
        return Reply.answer(Map.copyOf(counted));
    }

    /** Shards that are not there are no failure of the cluster: nobody waits for a count that they would make impossible. */
    private Reply<Counted> count(DataApi api, Index index) {
        return whole(
                api,
                index,
                before -> with(refreshedCount(api, index), documents -> switch (moment) {
                    case Before -> Reply.answer(tally(documents, before));
                    case After -> whole(api, index, after -> Reply.answer(tally(documents, after)));
                }));
    }

    private static Reply<Counted> whole(DataApi api, Index index, Function<IndexOperations, Reply<Counted>> then) {
        return with(operations(api, index), operations -> operations
                .filter(o -> o.primaries() == index.shards())
                .map(then)
                .orElseGet(() -> Reply.answer(new Counted.Not("not every primary shard is there"))));
    }

    private static Counted tally(long documents, IndexOperations operations) {
        return new Counted.Of(new Tally(operations.uuid(), documents, operations.operations()));
    }

    private static Reply<Verdict<Optional<IndexOperations>>> operations(DataApi api, Index index) {
        return Verdicts.map(api.operations(List.of(index.name())), all -> Optional.ofNullable(all.get(index.name())));
    }

    private static Reply<Verdict<Long>> refreshedCount(DataApi api, Index index) {
        return Verdicts.then(api.refresh(index.name()), done -> api.count(index.name()));
    }

    /** A refusal is an answer: this index cannot be counted. */
    private static <A> Reply<Counted> with(Reply<Verdict<A>> reply, Function<A, Reply<Counted>> then) {
        return switch (reply) {
            case Reply.Failure<Verdict<A>>(var problem, var message) -> Reply.failure(problem, message);
            case Reply.Answer<Verdict<A>>(Verdict.Refused<A>(var why)) -> Reply.answer(new Counted.Not(Words.of(why)));
            case Reply.Answer<Verdict<A>>(Verdict.Granted<A>(var value)) -> then.apply(value);
        };
    }
}
