package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Closes indices that are to be overwritten. */
record CloseIndices(List<String> indices) implements Errand<Verdict<Done>> {
    CloseIndices {
        indices = List.copyOf(indices);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        Reply<Verdict<Done>> reply = Reply.answer(new Verdict.Granted<>(new Done()));
        for (String index : indices) {
            reply = Verdicts.then(reply, done -> api.close(index));
        }
        return reply;
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
