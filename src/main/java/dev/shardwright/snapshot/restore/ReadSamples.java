package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Documents;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in these documents now, by index? All of them are answered, or nothing is.
 *
 * @param documents where they are, by index
 */
record ReadSamples(Map<String, List<DocumentKey>> documents) implements Errand<Map<String, SampleFinding>> {
    /** So many documents at most are read by one errand, unless one index has more. */
    private static final int BATCH = 400;

    ReadSamples {
        documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    }

    /** Errands of a size that ends in time. */
    static List<ReadSamples> batches(Map<String, List<DocumentKey>> documents) {
        List<ReadSamples> batches = new ArrayList<>();
        Map<String, List<DocumentKey>> batch = new TreeMap<>();
        int size = 0;
        for (Map.Entry<String, List<DocumentKey>> index : new TreeMap<>(documents).entrySet()) {
            if (size > 0 && size + index.getValue().size() > BATCH) {
                batches.add(new ReadSamples(batch));
                batch = new TreeMap<>();
                size = 0;
            }
            batch.put(index.getKey(), index.getValue());
            size += index.getValue().size();
        }
        if (!batch.isEmpty()) {
            batches.add(new ReadSamples(batch));
        }
        return batches;
    }

    @Override
    public Reply<Map<String, SampleFinding>> run(DataApi api) {
        Map<String, SampleFinding> found = new TreeMap<>();
        for (Map.Entry<String, List<DocumentKey>> index : documents.entrySet()) {
            switch (api.documents(index.getKey(), index.getValue())) {
                case Reply.Failure<Verdict<Documents>>(var problem, var message) -> {
                    return Reply.failure(problem, message);
                }
                case Reply.Answer<Verdict<Documents>>(Verdict.Refused<Documents>(var why)) ->
                    found.put(index.getKey(), new SampleFinding.Not(Replies.words(why)));
                case Reply.Answer<Verdict<Documents>>(Verdict.Granted<Documents>(var read)) ->
                    found.put(index.getKey(), new SampleFinding.Read(read));
            }
        }
        return Reply.answer(found);
    }
}
