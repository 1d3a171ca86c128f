package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has this restore begun? Elasticsearch makes all of its indices in one step, so that either all of them are there or none.
 *
 * @param targets names of the indices that it makes
 * @param closing those of them that it overwrites, and that were open
 */
record LookWhetherBegun(String repository, String snapshot, Set<String> targets, Set<String> closing)
        implements Errand<Verdict<Begun>> {
    LookWhetherBegun {
        targets = Set.copyOf(targets);
        closing = Set.copyOf(closing);
    }

    @Override
    public Reply<Verdict<Begun>> run(DataApi api) {
        return Verdicts.then(api.indices(List.of()), all -> {
            List<String> open = all.stream()
                    .filter(i -> targets.contains(i.name()) && i.open())
                    .map(IndexDetails::name)
                    .sorted()
                    .toList();
            return open.isEmpty()
                    ? Reply.answer(new Verdict.Granted<>(new Begun.NotYet(List.of())))
                    : Verdicts.map(api.recoveries(open), recoveries -> judge(open, recoveries));
        });
    }

    private Begun judge(List<String> open, List<ShardRecovery> recoveries) {
        Set<String> ours = recoveries.stream()
                .filter(r -> r.source()
                        .filter(s -> s.repository().equals(repository)
                                && s.snapshot().equals(snapshot))
                        .isPresent())
                .map(ShardRecovery::index)
                .collect(Collectors.toSet());
        if (!ours.isEmpty()) {
            return new Begun.Ours();
        }
        Optional<String> foreign =
                open.stream().filter(name -> !closing.contains(name)).findFirst();
        return foreign.<Begun>map(Begun.Others::new).orElseGet(() -> new Begun.NotYet(open));
    }
}
