package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotApi;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** What is in the place that a repository is to write to? Registered read-only, it can be read and cannot be harmed. */
record LookBefore(Registration registration) implements Errand<Verdict<List<SnapshotInfo>>> {
    /** The newest ones say who wrote last. */
    private static final int NEWEST = 50;

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> run(SnapshotApi api) {
        Registration reader = registration.readOnly();
        return switch (api.putRepository(reader.name(), reader.type(), reader.settings())) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) -> Reply.failure(problem, message);
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) ->
                Reply.answer(new Verdict.Refused<>(why));
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> done) -> api.newestSnapshots(reader.name(), NEWEST);
        };
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
