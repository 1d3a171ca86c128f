package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.Optional;

/** Is a snapshot really gone? One answer that does not list it is not enough to give it up. */
record LookAgain(Look look) implements Errand<Verdict<Optional<Look.Seen>>> {
    @Override
    public Reply<Verdict<Optional<Look.Seen>>> run(DataApi api) {
        return look.run(api);
    }
}
