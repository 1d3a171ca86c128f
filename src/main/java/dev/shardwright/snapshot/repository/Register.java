package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;

/** Registers a repository, or changes its registration. */
record Register(Registration registration) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return api.putRepository(registration.name(), registration.type(), registration.settings());
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
