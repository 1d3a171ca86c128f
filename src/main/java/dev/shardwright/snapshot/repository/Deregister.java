package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;

/** Takes the registration of a repository away. Its snapshots stay where they are. */
record Deregister(String name) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return api.deleteRepository(name);
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
