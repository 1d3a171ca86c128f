package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;

/** Starts a snapshot. Elasticsearch takes none of a name that it has already: started twice, there is one. */
record Start(String repository, String snapshot, NewSnapshot what) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return api.startSnapshot(repository, snapshot, what);
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
