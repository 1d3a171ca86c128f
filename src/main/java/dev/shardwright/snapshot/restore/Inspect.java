package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is in the snapshot, and what is on the cluster that is to take it? */
record Inspect(String repository, String snapshot) implements Errand<Verdict<Facts>> {
    /** Everything else was answered just before: it is this question that is not liked. */
    private static final Set<Problem> HIDDEN = EnumSet.of(Problem.UNAUTHORIZED, Problem.FORBIDDEN, Problem.UNEXPECTED);

    @Override
    public Reply<Verdict<Facts>> run(DataApi api) {
        return Verdicts.then(
                api.snapshot(repository, snapshot),
                info -> Verdicts.then(
                        Verdicts.granted(api.identity()),
                        server -> Verdicts.then(
                                api.indices(List.of()),
                                indices -> Verdicts.then(
                                        Verdicts.granted(api.dataStreams()),
                                        streams -> Verdicts.then(
                                                Verdicts.granted(api.aliases()),
                                                aliases -> Verdicts.map(
                                                        Verdicts.granted(room(api)),
                                                        room -> new Facts(
                                                                info,
                                                                bytes(api, info),
                                                                server,
                                                                indices,
                                                                streams,
                                                                aliases,
                                                                room)))))));
    }

    /** A cluster that hides its disks is filled all the same: it refuses by itself what does not fit. */
    private static Reply<Optional<Room>> room(DataApi api) {
        return switch (api.room()) {
            case Reply.Failure<Room>(var problem, var message) ->
                HIDDEN.contains(problem) ? Reply.answer(Optional.empty()) : Reply.failure(problem, message);
            case Reply.Answer<Room>(var room) -> Reply.answer(Optional.of(room));
        };
    }

    /** Read shard by shard, which may be too much for a large one: then the size is not known. */
    private Optional<Long> bytes(DataApi api, Optional<SnapshotInfo> info) {
        if (info.isEmpty()) {
            return Optional.empty();
        }
        return api.progress(repository, snapshot).asOptional().flatMap(verdict -> switch (verdict) {
            case Verdict.Granted<Optional<SnapshotProgress>>(var progress) ->
                progress.map(p -> p.all().bytes());
            case Verdict.Refused<Optional<SnapshotProgress>> refused -> Optional.empty();
        });
    }
}
