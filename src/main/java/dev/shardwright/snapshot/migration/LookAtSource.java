package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus.Phase;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataStreamInfo;
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

    @Override
    public Reply<Verdict<Source>> run(DataApi api) {
        return Verdicts.then(
                api.indices(List.of()),
                indices -> Verdicts.map(Verdicts.granted(api.dataStreams()), streams -> source(indices, streams)));
    }

    private Source source(List<IndexDetails> indices, List<DataStreamInfo> streams) {
        Selection selection = Selection.of(wanted, indices, streams);
        return new Source(
                selection.indices().stream().map(IndexDetails::name).sorted().toList(),
                selection.indices().stream()
                        .filter(LookAtSource::takesWrites)
                        .map(IndexDetails::name)
                        .sorted()
                        .toList(),
                streams.stream()
                        .map(DataStreamInfo::name)
                        .filter(selection.names()::contains)
                        .sorted()
                        .toList());
    }

    /** The block of a full disk counts for nothing: it goes away by itself. */
    private static boolean takesWrites(IndexDetails index) {
        return index.open()
                && BLOCKS.stream()
                        .noneMatch(key -> Boolean.parseBoolean(index.settings().get(key)));
    }
}
