package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Lets indices take no more writes; one after the other, as far as it comes. */
record BlockWrites(List<String> indices) implements Errand<Verdict<Done>> {
    BlockWrites {
        indices = List.copyOf(indices);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        Reply<Verdict<Done>> reply = Reply.answer(new Verdict.Granted<>(new Done()));
        for (String index : indices) {
            reply = Verdicts.then(reply, done -> Verdicts.map(api.blockWrites(index), block -> new Done()));
        }
        return reply;
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
