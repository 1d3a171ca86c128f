package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** What is in the place that a repository is to write to? Registered read-only, it can be read and cannot be harmed. */
record LookBefore(Registration registration) implements Errand<Verdict<List<SnapshotInfo>>> {
    /** The newest ones say who wrote last. */
    private static final int NEWEST = 50;

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> run(DataApi api) {
        Registration reader = registration.readOnly();
        return Verdicts.then(
                api.putRepository(reader.name(), reader.type(), reader.settings()),
                done -> api.newestSnapshots(reader.name(), NEWEST));
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
