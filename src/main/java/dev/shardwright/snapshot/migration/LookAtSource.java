package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.names.Selection;
import dev.shardwright.snapshot.site.Errand;
import java.util.List;

/**
 * Which indices are meant, and which of them take writes?
 *
 * @param wanted what is meant
 * @param phase  when it is asked, so that no answer of an earlier phase is taken for one of this
 * @param round  likewise
 */
record LookAtSource(Expressions wanted, Phase phase, int round) implements Errand<Verdict<Source>> {
    private static final List<String> BLOCKS = List.of("index.blocks.write", "index.blocks.read_only");

    /** What a Migration means, asked in a phase. */
    static LookAtSource of(MigrationView view, Phase phase) {
        return new LookAtSource(new Expressions(view.spec().indices()), phase, view.round());
    }

    @Override
    public Reply<Verdict<Source>> run(DataApi api) {
        return Verdicts.map(Selection.on(api, wanted), LookAtSource::source);
    }

    private static Source source(Selection selection) {
        return new Source(
                selection.indices().stream().map(IndexDetails::name).sorted().toList(),
                selection.indices().stream()
                        .filter(LookAtSource::takesWrites)
                        .map(IndexDetails::name)
                        .sorted()
                        .toList(),
                selection.streams());
    }

    /** The block of a full disk counts for nothing: it goes away by itself. */
    private static boolean takesWrites(IndexDetails index) {
        return index.open()
                && BLOCKS.stream()
                        .noneMatch(key -> Boolean.parseBoolean(index.settings().get(key)));
    }
}
