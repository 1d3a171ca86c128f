package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.site.Errand;

/** Deletes the snapshot that bears this mark, if it is there; one under way is cancelled, and one of others is left alone. */
record DeleteOurs(String repository, String snapshot, String uid) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(
                api.snapshot(repository, snapshot),
                info -> info.filter(i -> uid.equals(i.metadata().get(Marks.UID)))
                                .isPresent()
                        ? api.deleteSnapshot(repository, snapshot)
                        : Reply.answer(new Verdict.Granted<>(new Done())));
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
