package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/** Lets indices take writes again, all that can; an index that is gone needs it no longer. */
record AllowWrites(List<String> indices) implements Errand<Verdict<Done>> {
    static final String GONE = "index_not_found_exception";

    AllowWrites {
        indices = List.copyOf(indices);
    }

    /** One that fails keeps none of the others from taking writes. */
    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        Reply<Verdict<Done>> all = Reply.answer(new Verdict.Granted<>(new Done()));
        for (String index : indices) {
            Reply<Verdict<Done>> one = api.allowWrites(index);
            if (!isDone(one)) {
                all = one;
            }
        }
        return all;
    }

    private static boolean isDone(Reply<Verdict<Done>> reply) {
        return switch (reply) {
            case Reply.Failure<Verdict<Done>> failure -> false;
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) ->
                why.type().equals(GONE);
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> granted) -> true;
        };
    }

    @Override
    public boolean isChange() {
        return true;
    }
}
