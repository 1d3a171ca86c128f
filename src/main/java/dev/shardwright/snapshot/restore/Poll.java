package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** How far are these indices? */
record Poll(List<String> indices) implements Errand<Verdict<Copying>> {
    Poll {
        indices = List.copyOf(indices);
    }

    @Override
    public Reply<Verdict<Copying>> run(DataApi api) {
        return Verdicts.then(api.shardStates(indices), shards -> {
            Copying states = new Copying(shards, List.of());
            return states.isDone()
                    ? Reply.answer(new Verdict.Granted<>(states))
                    : Verdicts.map(api.recoveries(indices), r -> new Copying(shards, r));
        });
    }
}
