package dev.shardwright.snapshot.schedule;

import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.SnapshotInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a drill left in a cluster.
 *
 * @param indices  indices of its own, those of data streams not among them
 * @param streams  data streams of its own, with all of their indices
 * @param doubtful names that may be the drill's: it cannot be told, so nobody deletes them but a person
 */
record Leftover(List<String> indices, List<String> streams, List<String> doubtful) {
    private static final String BACKING = ".ds-";

    Leftover {
        indices = List.copyOf(indices);
        streams = List.copyOf(streams);
        doubtful = List.copyOf(doubtful);
    }

    /** What can be deleted. */
    List<String> names() {
        return Stream.concat(indices.stream(), streams.stream()).sorted().toList();
    }

    /** Names of the indices that begin with the prefix, be it as part of a data stream. */
    static List<String> called(String prefix, List<IndexDetails> all) {
        return all.stream()
                .map(IndexDetails::name)
                .filter(name -> bare(name).startsWith(prefix))
                .sorted()
                .toList();
    }

    /**
     * Judges what is called so.
     *
     * @param called     names of the indices that begin with the prefix
     * @param recoveries of these
     * @param streams    all data streams
     * @param snapshot   what is in the drill's snapshot; empty when it is gone
     */
    static Leftover of(
            FindScratch drill,
            List<String> called,
            List<ShardRecovery> recoveries,
            List<DataStreamInfo> streams,
            Optional<SnapshotInfo> snapshot) {
        Set<String> ours = recoveries.stream()
                .filter(r -> r.source().filter(s -> isOf(drill, r.index(), s)).isPresent())
                .map(ShardRecovery::index)
                .collect(Collectors.toSet());
        Set<String> others = recoveries.stream()
                .filter(r -> r.source().isPresent() && !ours.contains(r.index()))
                .map(ShardRecovery::index)
                .collect(Collectors.toSet());
        List<DataStreamInfo> whole = streams.stream()
                .filter(s -> s.name().startsWith(drill.prefix()) && ours.containsAll(s.indices()))
                .toList();
        Set<String> inStreams =
                streams.stream().flatMap(s -> s.indices().stream()).collect(Collectors.toSet());
        List<String> alone = ours.stream()
                .filter(name -> !inStreams.contains(name) && name.startsWith(drill.prefix()))
                .sorted()
                .toList();
        List<String> doubtful = new ArrayList<>(called);
        doubtful.removeAll(alone);
        whole.forEach(s -> doubtful.removeAll(s.indices()));
        doubtful.removeIf(
                name -> !ours.contains(name) && (others.contains(name) || !mayBeOf(drill, name, streams, snapshot)));
        return new Leftover(alone, whole.stream().map(DataStreamInfo::name).toList(), doubtful);
    }

    private static boolean isOf(FindScratch drill, String name, ShardRecovery.Source source) {
        return source.repository().equals(drill.repository())
                && source.snapshot().equals(drill.snapshot())
                && isRenamed(drill.prefix(), name, source.index());
    }

    /** A shard that has moved or was read from disk says no more where its content came from. */
    private static boolean mayBeOf(
            FindScratch drill, String name, List<DataStreamInfo> streams, Optional<SnapshotInfo> snapshot) {
        return snapshot.map(info -> info.indices().stream().anyMatch(i -> isRenamed(drill.prefix(), name, i))
                        || info.dataStreams().stream()
                                .map(stream -> drill.prefix() + stream)
                                .anyMatch(stream -> isIn(stream, name, streams)))
                .orElse(true);
    }

    private static boolean isIn(String stream, String index, List<DataStreamInfo> streams) {
        return streams.stream()
                .anyMatch(s -> s.name().equals(stream) && s.indices().contains(index));
    }

    /** As Elasticsearch renames: indices of a data stream behind their own prefix. */
    private static boolean isRenamed(String prefix, String name, String original) {
        return name.equals(prefix + original)
                || (name.startsWith(BACKING)
                        && original.startsWith(BACKING)
                        && bare(name).equals(prefix + bare(original)));
    }

    private static String bare(String name) {
        return name.startsWith(BACKING) ? name.substring(BACKING.length()) : name;
    }
}
