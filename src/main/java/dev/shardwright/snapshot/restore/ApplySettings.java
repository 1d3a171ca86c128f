package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.site.Errand;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets settings of indices, and opens some. An index that is gone needs neither, and another one of its name is left alone.
 * What is so already is not done again.
 *
 * @param wanted  indices with the settings that they are to have, by name; a null puts the default back
 * @param opening indices to open, by name
 * @param care    which of them
 */
record ApplySettings(Map<String, Made> wanted, Map<String, Identity> opening, Care care)
        implements Errand<Verdict<Done>> {
    private static final List<String> BLOCKS =
            List.of("index.blocks.read_only", "index.blocks.read_only_allow_delete", "index.blocks.metadata");
    private static final String MISSING = "index_not_found_exception";

    /** Settings of some indices cannot be changed while they have a block. */
    enum Care {
        /** These are passed over. */
        SkipBlocked,
        /** Each one counts. */
        All
    }

    ApplySettings {
        wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
        opening = Collections.unmodifiableMap(new TreeMap<>(opening));
    }

    @Override
    public Reply<Verdict<Done>> run(DataApi api) {
        return Verdicts.then(api.indices(List.of()), all -> apply(api, all));
    }

    @Override
    public boolean isChange() {
        return true;
    }

    /** One that is refused does not keep the others from it. */
    private Reply<Verdict<Done>> apply(DataApi api, List<IndexDetails> all) {
        Optional<Complaint> refused = Optional.empty();
        for (IndexDetails index : all) {
            Reply<Verdict<Done>> reply = apply(api, index);
            if (reply instanceof Reply.Failure) {
                return reply;
            }
            refused = refused.or(() -> refusal(reply));
        }
        return Reply.answer(
                refused.<Verdict<Done>>map(Verdict.Refused::new).orElseGet(() -> new Verdict.Granted<>(new Done())));
    }

    private Reply<Verdict<Done>> apply(DataApi api, IndexDetails index) {
        Map<String, Optional<String>> changes = changes(index);
        if (!changes.isEmpty()) {
            return api.putSettings(index.name(), changes);
        }
        Identity closed = opening.get(index.name());
        return closed != null && closed.isOf(index) && !index.open()
                ? api.open(index.name())
                : Reply.answer(new Verdict.Granted<>(new Done()));
    }

    private Map<String, Optional<String>> changes(IndexDetails index) {
        Made made = wanted.get(index.name());
        boolean meant = made != null && made.is().isOf(index);
        if (!meant || (care == Care.SkipBlocked && isBlocked(index))) {
            return Map.of();
        }
        Map<String, Optional<String>> changes = new TreeMap<>();
        made.originals().forEach((key, value) -> {
            if (!Objects.equals(index.settings().get(key), value)) {
                changes.put(key, Optional.ofNullable(value));
            }
        });
        return changes;
    }

    private static boolean isBlocked(IndexDetails index) {
        return BLOCKS.stream().anyMatch(b -> "true".equals(index.settings().get(b)));
    }

    private static Optional<Complaint> refusal(Reply<Verdict<Done>> reply) {
        return reply.asOptional().flatMap(verdict -> switch (verdict) {
            case Verdict.Refused<Done>(var why) ->
                Optional.of(why).filter(w -> !w.type().equals(MISSING));
            case Verdict.Granted<Done> granted -> Optional.empty();
        });
    }
}
