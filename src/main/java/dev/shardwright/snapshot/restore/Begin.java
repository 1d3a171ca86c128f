package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Starts a restore. Elasticsearch takes none into an index that is open: started twice, there is one. It would take one into
 * any that is closed, so that those are looked at once more.
 *
 * @param targets  names of the indices that it makes
 * @param inTheWay those that may be overwritten
 */
record Begin(String repository, String snapshot, NewRestore what, Set<String> targets, Map<String, Identity> inTheWay)
        implements Errand<Verdict<Done>> {
    /** It was not even asked for. */
    static final String NOT_OURS = "index_of_somebody_else";

    private static final int CONFLICT = 409;

    Begin {
        targets = Set.copyOf(targets);
        inTheWay = Collections.unmodifiableMap(new TreeMap<>(inTheWay));
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(
                api.indices(List.of()),
                all -> foreign(all).map(Begin::conflict).orElseGet(() -> api.startRestore(repository, snapshot, what)));
    }

    @Override
    public boolean isChange() {
        return true;
    }

    private Optional<IndexDetails> foreign(List<IndexDetails> all) {
        return all.stream()
                .filter(i -> targets.contains(i.name()))
                .filter(i -> !Identity.of(i).equals(inTheWay.get(i.name())))
                .findFirst();
    }

    private static Reply<Verdict<Done>> conflict(IndexDetails index) {
        return Reply.answer(new Verdict.Refused<>(new Complaint(
                CONFLICT, NOT_OURS, "index " + index.name() + " was made meanwhile", List.of(), List.of())));
    }
}
