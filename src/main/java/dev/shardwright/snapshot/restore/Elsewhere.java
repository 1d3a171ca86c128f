package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.site.Errand;
import java.util.Map;

/** The same question to another cluster, whose answer is not mixed up with that of the first. */
record Elsewhere(String site, CountIndices question) implements Errand<Map<String, Counted>> {
    @Override
    public Reply<Map<String, Counted>> run(DataApi api) {
        return question.run(api);
    }
}
