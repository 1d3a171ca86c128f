package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Has this restore begun? Elasticsearch makes all of its indices in one step, so that either all of them are there or none.
 * A shard that has yet to come tells its snapshot in the routing table, and one that has come in the recoveries, until it
 * moves or its node restarts.
 *
 * @param targets  names of the indices that it makes
 * @param inTheWay those that were there before and may be overwritten
 * @param keys     settings that are to be changed while it runs
 */
record LookWhetherBegun(
        String repository, String snapshot, Set<String> targets, Map<String, Identity> inTheWay, Set<String> keys)
        implements Errand<Verdict<Begun>> {
    LookWhetherBegun {
        targets = Set.copyOf(targets);
        inTheWay = Collections.unmodifiableMap(new TreeMap<>(inTheWay));
        keys = Set.copyOf(keys);
    }

    @Override
    public Reply<Verdict<Begun>> run(DataApi api) {
        return Verdicts.then(api.indices(List.of()), all -> {
            List<IndexDetails> there = all.stream()
                    .filter(i -> targets.contains(i.name()))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
            List<String> open = there.stream()
                    .filter(IndexDetails::open)
                    .map(IndexDetails::name)
                    .toList();
            return open.isEmpty()
                    ? Reply.answer(new Verdict.Granted<>(judge(there, Set.of())))
                    : Verdicts.then(
                            api.shardStates(open),
                            shards -> Verdicts.map(
                                    api.recoveries(open), recoveries -> judge(there, restored(shards, recoveries))));
        });
    }

    private Begun judge(List<IndexDetails> there, Set<String> restored) {
        if (there.stream().anyMatch(i -> restored.contains(i.name()) && isNew(i))) {
            Map<String, Made> made = new TreeMap<>();
            there.stream()
                    .filter(i -> isOurs(i, restored))
                    .forEach(i -> made.put(i.name(), new Made(Identity.of(i), originals(i))));
            return new Begun.Ours(made);
        }
        Map<String, Identity> open = new TreeMap<>();
        for (IndexDetails index : there) {
            if (isNew(index)) {
                return mayBeOurs(index) ? new Begun.Unclear(index.name()) : new Begun.Others(index.name());
            }
            if (index.open()) {
                open.put(index.name(), Identity.of(index));
            }
        }
        return new Begun.NotYet(open);
    }

    /** An index that was restored from this snapshot once before looks as if it were now, but is still the same. */
    private boolean isNew(IndexDetails index) {
        return !Identity.of(index).equals(inTheWay.get(index.name()));
    }

    /** What replaced the content of an index gave it a history of its own; a new index tells only by its shards. */
    private boolean isOurs(IndexDetails index, Set<String> restored) {
        return mayBeOurs(index) && (wasThere(index) || restored.contains(index.name()));
    }

    private boolean mayBeOurs(IndexDetails index) {
        return isNew(index) && (!wasThere(index) || Identity.of(index).history() != null);
    }

    private boolean wasThere(IndexDetails index) {
        return inTheWay.containsKey(index.name());
    }

    private Map<String, String> originals(IndexDetails index) {
        Map<String, String> settings = new TreeMap<>();
        keys.forEach(key -> settings.put(key, index.settings().get(key)));
        return settings;
    }

    private Set<String> restored(Collection<IndexShards> shards, Collection<ShardRecovery> recoveries) {
        Set<String> names = new HashSet<>();
        shards.stream()
                .filter(s -> s.copies().stream()
                        .anyMatch(c -> c.source().filter(this::isOurs).isPresent()))
                .forEach(s -> names.add(s.index()));
        recoveries.stream()
                .filter(r -> r.source().filter(this::isOurs).isPresent())
                .forEach(r -> names.add(r.index()));
        return names;
    }

    private boolean isOurs(ShardRecovery.Source source) {
        return source.repository().equals(repository) && source.snapshot().equals(snapshot);
    }
}
