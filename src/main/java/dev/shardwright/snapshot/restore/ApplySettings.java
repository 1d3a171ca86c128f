package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets settings of indices, and opens those that were closed for nothing. An index that is gone needs neither.
 *
 * @param settings by index and key; a null puts the default back
 * @param opening  indices to open
 */
record ApplySettings(Map<String, Map<String, String>> settings, List<String> opening) implements Errand<Verdict<Done>> {
    private static final String MISSING = "index_not_found_exception";

    ApplySettings {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        opening = List.copyOf(opening);
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        Optional<Complaint> refused = Optional.empty();
        for (Map.Entry<String, Map<String, String>> index : settings.entrySet()) {
            Map<String, Optional<String>> values = new TreeMap<>();
            index.getValue().forEach((key, value) -> values.put(key, Optional.ofNullable(value)));
            if (!values.isEmpty()) {
                Reply<Verdict<Done>> reply = api.putSettings(index.getKey(), values);
                if (reply instanceof Reply.Failure) {
                    return reply;
                }
                refused = refused.or(() -> refusal(reply));
            }
        }
        for (String index : opening) {
            Reply<Verdict<Done>> reply = api.open(index);
            if (reply instanceof Reply.Failure) {
                return reply;
            }
            refused = refused.or(() -> refusal(reply));
        }
        return Reply.answer(
                refused.<Verdict<Done>>map(Verdict.Refused::new).orElseGet(() -> new Verdict.Granted<>(new Done())));
    }

    @Override
    public boolean isChange() {
        return true;
    }

    private static Optional<Complaint> refusal(Reply<Verdict<Done>> reply) {
        return reply.asOptional().flatMap(verdict -> switch (verdict) {
            case Verdict.Refused<Done>(var why) ->
                Optional.of(why).filter(w -> !w.type().equals(MISSING));
            case Verdict.Granted<Done> granted -> Optional.empty();
        });
    }
}
