package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Closes indices that are to be overwritten, and no others of their names.
 *
 * @param indices by name
 */
record CloseIndices(Map<String, Identity> indices) implements Errand<Verdict<Done>> {
    CloseIndices {
        indices = Collections.unmodifiableMap(new TreeMap<>(indices));
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(api.indices(List.of()), all -> {
            Reply<Verdict<Done>> reply = Reply.answer(new Verdict.Granted<>(new Done()));
            for (IndexDetails index : all) {
                Identity known = indices.get(index.name());
                if (known != null && known.isOf(index) && index.open()) {
                    reply = Verdicts.then(reply, done -> api.close(index.name()));
                }
            }
            return reply;
        });
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
