package dev.shardwright.snapshot.once;

import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.SnapshotApi;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.names.Selection;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** What does this list of names stand for? */
record FindIndices(Expressions wanted) implements Errand<Verdict<Selection>> {
    @Override
    public Reply<Verdict<Selection>> run(SnapshotApi api) {
        return switch (api.indices(List.of())) {
            case Reply.Failure<Verdict<List<IndexDetails>>>(var problem, var message) ->
                Reply.failure(problem, message);
            case Reply.Answer<Verdict<List<IndexDetails>>>(Verdict.Refused<List<IndexDetails>>(var why)) ->
                Reply.answer(new Verdict.Refused<>(why));
            case Reply.Answer<Verdict<List<IndexDetails>>>(Verdict.Granted<List<IndexDetails>>(var indices)) ->
                switch (api.dataStreams()) {
                    case Reply.Failure<List<DataStreamInfo>>(var problem, var message) ->
                        Reply.failure(problem, message);
                    case Reply.Answer<List<DataStreamInfo>>(var streams) ->
                        Reply.answer(new Verdict.Granted<>(Selection.of(wanted, indices, streams)));
                };
        };
    }
}
