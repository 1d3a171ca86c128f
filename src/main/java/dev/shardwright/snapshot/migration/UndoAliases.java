package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.AliasSwitch;
import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Takes those aliases off the target that are there. */
record UndoAliases(List<AliasSwitch> aliases) implements Errand<Verdict<Done>> {
    UndoAliases {
        aliases = List.copyOf(aliases);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(Verdicts.granted(api.aliases()), all -> remove(api, all));
    }

    private Reply<Verdict<Done>> remove(DataApi api, List<AliasInfo> all) {
        List<AliasAction> there = aliases.stream()
                .filter(a -> all.stream()
                        .anyMatch(i -> i.alias().equals(a.alias()) && i.index().equals(a.index())))
                .<AliasAction>map(a -> new AliasAction.Remove(a.alias(), a.index()))
                .toList();
        return there.isEmpty() ? Reply.answer(new Verdict.Granted<>(new Done())) : api.changeAliases(there);
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
