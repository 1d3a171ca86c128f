package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotApi;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.snapshot.site.Errand;
import java.util.Optional;

/** Deletes the snapshot that bears this mark, if it is there; one under way is cancelled, and one of others is left alone. */
record DeleteOurs(String repository, String snapshot, String uid) implements Errand<Verdict<Done>> {
    @Override
    public Reply<Verdict<Done>> run(SnapshotApi api) {
        return switch (api.snapshot(repository, snapshot)) {
            case Reply.Failure<Verdict<Optional<SnapshotInfo>>>(var problem, var message) ->
                Reply.failure(problem, message);
            case Reply.Answer<Verdict<Optional<SnapshotInfo>>>(Verdict.Refused<Optional<SnapshotInfo>>(var why)) ->
                Reply.answer(new Verdict.Refused<>(why));
            case Reply.Answer<Verdict<Optional<SnapshotInfo>>>(Verdict.Granted<Optional<SnapshotInfo>>(var info)) ->
                info.filter(i -> uid.equals(i.metadata().get(Marks.UID))).isPresent()
                        ? api.deleteSnapshot(repository, snapshot)
                        : Reply.answer(new Verdict.Granted<>(new Done()));
        };
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
