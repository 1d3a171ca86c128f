package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.snapshot.site.Errand;
import java.util.Optional;

/** How is this repository registered? */
record ReadRepository(String name) implements Errand<Optional<RepositoryInfo>> {
    @Override
    public Reply<Optional<RepositoryInfo>> run(DataApi api) {
        return api.repository(name);
    }
}
