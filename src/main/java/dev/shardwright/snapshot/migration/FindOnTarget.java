package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;
import java.util.Optional;

/**
 * Does the target have an index of one of these names? The first one is answered.
 *
 * @param names full names
 * @param round when it is asked, so that no answer of an earlier round is taken for one of this
 */
record FindOnTarget(List<String> names, int round) implements Errand<Verdict<Optional<String>>> {
    FindOnTarget {
        names = List.copyOf(names);
    }

    @Override
    public Reply<Verdict<Optional<String>>> run(DataApi api) {
        return Verdicts.map(api.indices(List.of()), indices -> indices.stream()
                .map(IndexDetails::name)
                .filter(names::contains)
                .sorted()
                .findFirst());
    }
}
