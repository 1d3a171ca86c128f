package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.NoData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The target: documents that restores brought, and aliases. */
final class SimTarget extends NoData {
    final Map<String, Map<String, SimSource.Written>> indices = new TreeMap<>();
    final Map<String, String> aliases = new TreeMap<>();
    final Trouble trouble;
    /** Told when an alias is made. */
    Runnable leading = () -> {};

    int changes;

    SimTarget(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        return trouble.ask(() -> Trouble.granted(indices.keySet().stream()
                .map(name -> new IndexDetails(
                        name, name, true, false, Optional.empty(), 8_190_000, 1, 0, List.of(), Map.of()))
                .toList()));
    }

    @Override
    public Reply<List<AliasInfo>> aliases() {
        return trouble.ask(() -> Reply.answer(aliases.entrySet().stream()
                .map(a -> new AliasInfo(a.getKey(), a.getValue(), Optional.empty()))
                .toList()));
    }

    @Override
    public Reply<Verdict<Done>> changeAliases(List<AliasAction> actions) {
        return trouble.change(() -> {
            if (actions.stream().anyMatch(a -> !indices.containsKey(a.index()))) {
                return Trouble.refused(SimSource.MISSING);
            }
            changes++;
            for (AliasAction action : actions) {
                switch (action) {
                    case AliasAction.Add add -> {
                        aliases.put(add.alias(), add.index());
                        leading.run();
                    }
                    case AliasAction.Remove remove -> aliases.remove(remove.alias());
                }
            }
            return Trouble.granted(new Done());
        });
    }
}
