package dev.shardwright.snapshot.schedule;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/**
 * What of a drill is in the cluster? Told by where shards got their content from, never by names alone.
 *
 * @param repository name of the repository in Elasticsearch
 * @param snapshot   name of the snapshot in it
 * @param prefix     what the drill put in front of every name
 */
record FindScratch(String repository, String snapshot, String prefix) implements Errand<Verdict<Leftover>> {
    @Override
    public Reply<Verdict<Leftover>> run(DataApi api) {
        return Verdicts.then(api.indices(List.of()), all -> judge(api, Leftover.called(prefix, all)));
    }

    private Reply<Verdict<Leftover>> judge(DataApi api, List<String> called) {
        if (called.isEmpty()) {
            return Reply.answer(new Verdict.Granted<>(new Leftover(List.of(), List.of(), List.of())));
        }
        return Verdicts.then(
                Verdicts.granted(api.dataStreams()),
                streams -> Verdicts.then(
                        api.recoveries(called),
                        recoveries -> Verdicts.map(
                                api.snapshot(repository, snapshot),
                                info -> Leftover.of(this, called, recoveries, streams, info))));
    }
}
