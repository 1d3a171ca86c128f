package dev.shardwright.snapshot.counts;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some documents of these indices, by name. An index that gives none away is not in the answer.
 *
 * @param indices names
 * @param size    how many of each at most
 */
public record SampleIndices(List<String> indices, int size) implements Errand<Map<String, List<Sample>>> {
    /** Longer ids would fill the ConfigMap. */
    private static final int LONGEST_KEY = 64;

    public SampleIndices {
        indices = List.copyOf(indices);
    }

    @Override
    public Reply<Map<String, List<Sample>>> run(DataApi api) {
        Map<String, List<Sample>> samples = new TreeMap<>();
        for (String index : indices) {
            switch (api.sample(index, size)) {
                case Reply.Failure<Verdict<List<Document>>>(var problem, var message) -> {
                    return Reply.failure(problem, message);
                }
                case Reply.Answer<Verdict<List<Document>>>(Verdict.Granted<List<Document>>(var documents)) ->
                    samples.put(
                            index,
                            documents.stream()
                                    .filter(d -> length(d.key()) <= LONGEST_KEY)
                                    .map(Sample::of)
                                    .toList());
                case Reply.Answer<Verdict<List<Document>>>(Verdict.Refused<List<Document>> refused) -> {}
            }
        }
        return Reply.answer(samples);
    }

    private static int length(DocumentKey key) {
        return key.id().length() + key.routing().map(String::length).orElse(0);
    }
}
