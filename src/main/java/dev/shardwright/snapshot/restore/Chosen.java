package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.names.Expressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a snapshot is meant, and what it is to be called. Pure.
 *
 * @param names   indices and data streams, by their names in the snapshot
 * @param targets new name of each index, by its name in the snapshot; those of data streams included
 * @param streams new names of the data streams
 */
record Chosen(List<String> names, Map<String, String> targets, List<String> streams) {

    /** Finds out. System indices come with their feature, or not at all; what is wrong is added to the obstacles. */
    static Chosen of(RestoreSpec spec, SnapshotInfo snapshot, List<Obstacle> obstacles) {
        Expressions wanted = new Expressions(spec.indices().isEmpty() ? List.of("*", ".*") : spec.indices());
        List<String> streams = snapshot.dataStreams().stream()
                .filter(s -> wanted.mean(s, s.startsWith(".")))
                .toList();
        List<String> names = new ArrayList<>(streams);
        snapshot.indices().stream()
                .filter(i -> !snapshot.featureIndices().contains(i))
                .filter(i -> snapshot.dataStreams().stream().noneMatch(s -> isOf(s, i)))
                .filter(i -> wanted.mean(i, i.startsWith(".")))
                .forEach(names::add);
        names.sort(null);
        List<String> missing = wanted.plainNames()
                .filter(n -> !snapshot.indices().contains(n)
                        && !snapshot.dataStreams().contains(n))
                .toList();
        if (!missing.isEmpty()) {
            obstacles.add(new Obstacle(
                    Obstacle.Reason.IndexMissing,
                    "spec.indices: the snapshot has no " + String.join(", ", missing) + ": correct the list"));
        }
        if (names.isEmpty()) {
            obstacles.add(new Obstacle(
                    Obstacle.Reason.NothingToRestore, "spec.indices stands for nothing that the snapshot has"));
        }
        Renamed renamed = new Renamed(Optional.ofNullable(spec.rename()), streams);
        Map<String, String> targets = new TreeMap<>();
        snapshot.indices().stream()
                .filter(i -> names.contains(i) || streams.stream().anyMatch(s -> isOf(s, i)))
                .forEach(i -> targets.put(i, renamed.of(i)));
        List<String> newStreams = streams.stream().map(renamed::of).toList();
        checkNames(targets, newStreams, obstacles);
        return new Chosen(List.copyOf(names), targets, newStreams);
    }

    private static void checkNames(Map<String, String> targets, List<String> streams, List<Obstacle> obstacles) {
        Map<String, String> sources = new HashMap<>();
        targets.forEach((source, target) -> {
            String twin = sources.put(target, source);
            if (twin != null) {
                obstacles.add(new Obstacle(
                        Obstacle.Reason.InvalidRename,
                        "spec.rename makes " + target + " of both " + twin + " and " + source));
            }
        });
        streams.stream()
                .filter(s -> targets.containsValue(s) || streams.indexOf(s) != streams.lastIndexOf(s))
                .findFirst()
                .ifPresent(s -> obstacles.add(
                        new Obstacle(Obstacle.Reason.InvalidRename, "spec.rename makes two things of the name " + s)));
        targets.values().stream()
                .filter(t -> !isName(t))
                .findFirst()
                .ifPresent(t -> obstacles.add(new Obstacle(
                        Obstacle.Reason.InvalidRename,
                        "spec.rename makes \"" + t + "\", which no index can be called")));
    }

    private static boolean isName(String name) {
        return name.matches("[^-_+\\\\/*?\"<>| ,#][^\\\\/*?\"<>| ,#]{0,254}")
                && name.equals(name.toLowerCase(Locale.ROOT))
                && !name.matches("\\.{1,2}");
    }

    /** By the names that Elasticsearch gives to the indices of data streams. */
    private static boolean isOf(String stream, String index) {
        return index.matches("\\.(ds|fs)-" + Pattern.quote(stream) + "-([0-9]{4}\\.[0-9]{2}\\.[0-9]{2}-)?[0-9]{6,}");
    }
}
