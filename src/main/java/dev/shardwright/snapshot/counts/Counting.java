package dev.shardwright.snapshot.counts;

import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Indices are counted a few at a time; this is how far it has come.
 *
 * @param counted what is known so far
 * @param next    what to count next; empty when all is counted
 * @param failure why the last attempt at that brought nothing
 */
public record Counting(Map<String, Counted> counted, Optional<Errand<?>> next, Optional<Trouble> failure) {

    /**
     * Nobody answered.
     *
     * @param at when it was asked
     */
    public record Trouble(Problem problem, String message, Instant at) {}

    /** Out of what was found already. Closed indices are left out: they cannot be counted. */
    public static Counting of(List<IndexDetails> indices, CountIndices.Moment moment, Findings findings) {
        List<CountIndices.Index> open = indices.stream()
                .filter(IndexDetails::open)
                .map(i -> new CountIndices.Index(i.name(), i.shards()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        return ofOpen(open, moment, findings);
    }

    /** The same, of indices that are known to be open. */
    public static Counting ofOpen(List<CountIndices.Index> open, CountIndices.Moment moment, Findings findings) {
        Map<String, Counted> counted = new HashMap<>();
        for (CountIndices batch : batches(open, moment)) {
            Optional<Findings.Finding<Map<String, Counted>>> found = findings.of(batch);
            if (found.isEmpty()) {
                return new Counting(counted, Optional.of(batch), Optional.empty());
            }
            switch (found.get().reply()) {
                case Reply.Failure<Map<String, Counted>>(var problem, var message) -> {
                    Trouble trouble = new Trouble(problem, message, found.get().at());
                    return new Counting(counted, Optional.of(batch), Optional.of(trouble));
                }
                case Reply.Answer<Map<String, Counted>>(var all) -> counted.putAll(all);
            }
        }
        return new Counting(counted, Optional.empty(), Optional.empty());
    }

    private static List<CountIndices> batches(List<CountIndices.Index> indices, CountIndices.Moment moment) {
        List<CountIndices> batches = new ArrayList<>();
        for (int from = 0; from < indices.size(); from += CountIndices.BATCH) {
            batches.add(new CountIndices(
                    indices.subList(from, Math.min(indices.size(), from + CountIndices.BATCH)), moment));
        }
        return batches;
    }
}
