package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.elasticsearch.WriteBlock;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Lets indices take no more writes; one after the other, as far as it comes. One that is gone by then is passed over. */
record BlockWrites(List<String> indices) implements Errand<Verdict<Done>> {
    /** How many at a time: whoever deletes the Migration meanwhile waits for no more. */
    static final int BATCH = 20;

    BlockWrites {
        indices = List.copyOf(indices);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        Reply<Verdict<Done>> reply = Reply.answer(new Verdict.Granted<>(new Done()));
        for (String index : indices) {
            reply = Verdicts.then(reply, done -> block(api, index));
        }
        return reply;
    }

    private static Reply<Verdict<Done>> block(DataApi api, String index) {
        Reply<Verdict<WriteBlock>> reply = api.blockWrites(index);
        return reply instanceof Reply.Answer<Verdict<WriteBlock>>(Verdict.Refused<WriteBlock>(var why))
                        && why.type().equals(AllowWrites.GONE)
                ? Reply.answer(new Verdict.Granted<>(new Done()))
                : Verdicts.map(reply, block -> new Done());
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
