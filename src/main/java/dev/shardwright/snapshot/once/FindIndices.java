package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.names.Selection;
import dev.shardwright.snapshot.site.Errand;

/** What does this list of names stand for? */
record FindIndices(Expressions wanted) implements Errand<Verdict<Selection>> {
    @Override
    public Reply<Verdict<Selection>> run(DataApi api) {
        return Selection.on(api, wanted);
    }
}
