package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotApi;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.Optional;

/** How is this snapshot? */
record Look(String repository, String snapshot) implements Errand<Verdict<Optional<Look.Seen>>> {

    /**
     * A snapshot that is there.
     *
     * @param progress how far it is; empty once it has ended, or when that could not be told
     */
    record Seen(SnapshotInfo info, Optional<SnapshotProgress> progress) {}

    @Override
    public Reply<Verdict<Optional<Seen>>> run(SnapshotApi api) {
        return switch (api.snapshot(repository, snapshot)) {
            case Reply.Failure<Verdict<Optional<SnapshotInfo>>>(var problem, var message) ->
                Reply.failure(problem, message);
            case Reply.Answer<Verdict<Optional<SnapshotInfo>>>(Verdict.Refused<Optional<SnapshotInfo>>(var why)) ->
                Reply.answer(new Verdict.Refused<>(why));
            case Reply.Answer<Verdict<Optional<SnapshotInfo>>>(Verdict.Granted<Optional<SnapshotInfo>>(var info)) ->
                Reply.answer(new Verdict.Granted<>(info.map(i -> new Seen(i, progress(api, i)))));
        };
    }

    /** Of one that has ended it would be read file by file. */
    private Optional<SnapshotProgress> progress(SnapshotApi api, SnapshotInfo info) {
        if (info.state() != SnapshotInfo.State.IN_PROGRESS) {
            return Optional.empty();
        }
        return api.progress(repository, snapshot).asOptional().flatMap(verdict -> switch (verdict) {
            case Verdict.Granted<Optional<SnapshotProgress>>(var progress) -> progress;
            case Verdict.Refused<Optional<SnapshotProgress>> refused -> Optional.empty();
        });
    }
}
