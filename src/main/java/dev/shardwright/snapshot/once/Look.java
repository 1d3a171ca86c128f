package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
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
    public Reply<Verdict<Optional<Seen>>> run(DataApi api) {
        return Verdicts.map(api.snapshot(repository, snapshot), info -> info.map(i -> new Seen(i, progress(api, i))));
    }

    /** Of one that has ended it would be read file by file. */
    private Optional<SnapshotProgress> progress(DataApi api, SnapshotInfo info) {
        if (info.state() != SnapshotInfo.State.IN_PROGRESS) {
            return Optional.empty();
        }
        return api.progress(repository, snapshot).asOptional().flatMap(verdict -> switch (verdict) {
            case Verdict.Granted<Optional<SnapshotProgress>>(var progress) -> progress;
            case Verdict.Refused<Optional<SnapshotProgress>> refused -> Optional.empty();
        });
    }
}
