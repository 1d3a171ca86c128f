package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.AliasSwitch;
import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Makes the aliases on the target, all at once. */
record SwitchAliases(List<AliasSwitch> aliases) implements Errand<Verdict<Done>> {
    SwitchAliases {
        aliases = List.copyOf(aliases);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return api.changeAliases(aliases.stream()
                .<AliasAction>map(a -> new AliasAction.Add(a.alias(), a.index(), false))
                .toList());
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
