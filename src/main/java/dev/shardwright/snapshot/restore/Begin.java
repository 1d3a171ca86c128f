package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;

/** Starts a restore. Elasticsearch takes none into an index that is open: started twice, there is one. */
record Begin(String repository, String snapshot, NewRestore what) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return api.startRestore(repository, snapshot, what);
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
