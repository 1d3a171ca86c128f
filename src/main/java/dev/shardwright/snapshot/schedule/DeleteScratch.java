package dev.shardwright.snapshot.schedule;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Deletion;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/**
 * Deletes what a drill left, each by its full name, after another look whether it is the drill's.
 *
 * @param drill whose they must be
 * @param names indices and data streams; one that is gone, or is not the drill's, is passed over
 */
record DeleteScratch(FindScratch drill, List<String> names) implements Errand<Verdict<Done>> {
    DeleteScratch {
        names = List.copyOf(names);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(drill.run(api), left -> delete(api, left));
    }

    @Override
    public boolean isChange() {
        return true;
    }

    private Reply<Verdict<Done>> delete(DataApi api, Leftover left) {
        Reply<Verdict<Done>> reply = Reply.answer(new Verdict.Granted<>(new Done()));
        for (String name : names) {
            if (left.indices().contains(name)) {
                reply = Verdicts.then(reply, done -> done(api.deleteIndex(name)));
            } else if (left.streams().contains(name)) {
                reply = Verdicts.then(reply, done -> done(api.deleteDataStream(name)));
            }
        }
        return reply;
    }

    private static Reply<Verdict<Done>> done(Reply<Verdict<Deletion>> reply) {
        return Verdicts.map(reply, deletion -> new Done());
    }
}
