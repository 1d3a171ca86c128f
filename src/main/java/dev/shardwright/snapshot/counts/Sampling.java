package dev.shardwright.snapshot.counts;

import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Documents are drawn from a few indices at a time; this is how far it has come.
 *
 * @param samples what is known so far, by index
 * @param next    what to draw next; empty when all is drawn
 * @param failure why the last attempt at that brought nothing
 */
public record Sampling(
        Map<String, List<Sample>> samples, Optional<Errand<?>> next, Optional<Counting.Trouble> failure) {
    private static final int BATCH = 5;
    /** A ConfigMap takes so many beside the counts. */
    private static final int MOST = 6_000;

    /**
     * Out of what was found already.
     *
     * @param indices names of open indices
     * @param each    how many documents of each are wanted; of many indices, fewer are drawn
     */
    public static Sampling of(List<String> indices, int each, Findings findings) {
        Map<String, List<Sample>> samples = new TreeMap<>();
        if (each == 0) {
            return new Sampling(samples, Optional.empty(), Optional.empty());
        }
        List<String> names = indices.stream().sorted().toList();
        int size = Math.max(1, Math.min(each, MOST / Math.max(1, names.size())));
        for (int from = 0; from < names.size(); from += BATCH) {
            SampleIndices batch = new SampleIndices(names.subList(from, Math.min(names.size(), from + BATCH)), size);
            Optional<Findings.Finding<Map<String, List<Sample>>>> found = findings.of(batch);
            if (found.isEmpty()) {
                return new Sampling(samples, Optional.of(batch), Optional.empty());
            }
            switch (found.get().reply()) {
                case Reply.Failure<Map<String, List<Sample>>>(var problem, var message) -> {
                    return new Sampling(
                            samples,
                            Optional.of(batch),
                            Optional.of(new Counting.Trouble(
                                    problem, message, found.get().at())));
                }
                case Reply.Answer<Map<String, List<Sample>>>(var drawn) -> samples.putAll(drawn);
            }
        }
        return new Sampling(samples, Optional.empty(), Optional.empty());
    }
}
