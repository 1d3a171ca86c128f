package dev.shardwright.snapshot.migration;

import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.WriteBlock;
import dev.shardwright.snapshot.NoData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The source: it remembers each write that it has acknowledged, and who blocked what. */
final class SimSource extends NoData {
    static final String MISSING = "index_not_found_exception";

    /** A document as it was written last. */
    record Written(long version, Instant at) {}

    /** An index. */
    static final class Index {
        final String name;
        final String uuid;
        final Instant made;
        final Map<String, Written> documents = new TreeMap<>();
        final List<Runnable> underWay = new ArrayList<>();
        long operations;
        boolean blockedByUs;
        Optional<Instant> blockedByOthers = Optional.empty();

        Index(String name, String uuid, Instant made) {
            this.name = name;
            this.uuid = uuid;
            this.made = made;
        }

        boolean takesWrites() {
            return !blockedByUs && blockedByOthers.isEmpty();
        }

        void write(String id, long version, Instant now) {
            operations++;
            documents.put(id, new Written(version, now));
        }

        private IndexDetails details() {
            Map<String, String> settings = new HashMap<>();
            if (!takesWrites()) {
                settings.put("index.blocks.write", "true");
            }
            return new IndexDetails(name, uuid, true, false, Optional.empty(), 8_190_000, 1, 0, List.of(), settings);
        }
    }

    final Map<String, Index> indices = new TreeMap<>();
    final List<String> wrongs = new ArrayList<>();
    final Trouble trouble;
    boolean streams;
    Instant now;
    Instant lastLook = Instant.MIN;
    List<String> writableThen = List.of();
    int changes;

    SimSource(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        return trouble.ask(() -> {
            lastLook = now;
            writableThen = indices.values().stream()
                    .filter(Index::takesWrites)
                    .map(i -> i.name)
                    .toList();
            return Trouble.granted(indices.values().stream().map(Index::details).toList());
        });
    }

    @Override
    public Reply<List<DataStreamInfo>> dataStreams() {
        return trouble.ask(() ->
                Reply.answer(streams ? List.of(new DataStreamInfo("metrics", List.of(".ds-metrics-1"))) : List.of()));
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> names) {
        return trouble.ask(() -> {
            Map<String, IndexOperations> all = new HashMap<>();
            for (String name : names) {
                Index index = indices.get(name);
                if (index == null) {
                    return Trouble.refused(MISSING);
                }
                all.put(name, new IndexOperations(index.uuid, 1, index.operations));
            }
            return Trouble.granted(all);
        });
    }

    /** Writes under way end first, unless it was blocked already. */
    @Override
    public Reply<Verdict<WriteBlock>> blockWrites(String name) {
        return trouble.change(() -> {
            Index index = indices.get(name);
            if (index == null) {
                return Trouble.refused(MISSING);
            }
            changes++;
            if (!index.takesWrites()) {
                return Trouble.granted(WriteBlock.THERE_BEFORE);
            }
            List.copyOf(index.underWay).forEach(Runnable::run);
            index.blockedByUs = true;
            return Trouble.granted(WriteBlock.ADDED);
        });
    }

    @Override
    public Reply<Verdict<Done>> allowWrites(String name) {
        return trouble.change(() -> {
            Index index = indices.get(name);
            if (index == null) {
                return Trouble.refused(MISSING);
            }
            changes++;
            if (index.blockedByOthers.isPresent()) {
                wrongs.add("index " + name + " was opened, which others blocked at " + index.blockedByOthers.get());
            }
            index.blockedByUs = false;
            return Trouble.granted(new Done());
        });
    }
}
