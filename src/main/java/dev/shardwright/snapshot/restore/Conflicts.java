package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that are taken already: by indices, which may be overwritten when that was asked for, or by something else. */
final class Conflicts {
    private static final int LISTED = 10;

    private final Conflict policy;
    private final Facts facts;
    private final Optional<Counts> counts;
    private final List<Obstacle> obstacles;
    private final Map<String, IndexDetails> there = new HashMap<>();

    /** @param obstacles takes what is found */
    Conflicts(Conflict policy, Facts facts, Optional<Counts> counts, List<Obstacle> obstacles) {
        this.policy = policy;
        this.facts = facts;
        this.counts = counts;
        this.obstacles = obstacles;
        facts.indices().forEach(index -> there.put(index.name(), index));
    }

    /**
     * Looks at each name that would be made.
     *
     * @param targets new names of indices, by their names in the snapshot
     * @param streams new names of data streams
     * @return indices that are overwritten
     */
    List<IndexDetails> check(Map<String, String> targets, List<String> streams) {
        List<String> inTheWay = new ArrayList<>();
        List<IndexDetails> overwritten = new ArrayList<>();
        targets.forEach((source, target) -> find(target).ifPresent(index -> {
            if (policy == Conflict.Fail) {
                inTheWay.add(target);
            } else if (fits(source, index)) {
                overwritten.add(index);
            }
        }));
        if (!inTheWay.isEmpty()) {
            add("there is already an index " + listed(inTheWay)
                    + ": delete it, restore under another name (spec.rename), or set spec.conflict: Overwrite, which"
                    + " replaces its content");
        }
        checkOthers(targets, streams);
        return List.copyOf(overwritten);
    }

    private void checkOthers(Map<String, String> targets, List<String> streams) {
        List<String> aliases = facts.aliases().stream()
                .map(AliasInfo::alias)
                .filter(a -> targets.containsValue(a) || streams.contains(a))
                .distinct()
                .toList();
        if (!aliases.isEmpty()) {
            add("there is already an alias " + listed(aliases) + ": remove it, or restore under another name");
        }
        List<String> taken = facts.streams().stream()
                .map(DataStreamInfo::name)
                .filter(s -> streams.contains(s) || targets.containsValue(s))
                .toList();
        if (!taken.isEmpty()) {
            add("there is already a data stream " + listed(taken)
                    + ", which cannot be overwritten: delete it, or restore under another name");
        }
    }

    /** Elasticsearch replaces the content of an index by that of one with as many shards. */
    private boolean fits(String source, IndexDetails index) {
        Optional<Integer> shards = counts.map(c -> c.indices().get(source)).map(IndexCount::shards);
        boolean same = shards.filter(s -> s != index.shards()).isEmpty();
        if (!same) {
            add("index " + index.name() + " has " + index.shards() + " shards, and its copy in the snapshot "
                    + shards.get() + ": it cannot be overwritten. Delete it, or restore under another name");
        }
        boolean ofStream = facts.streams().stream().anyMatch(s -> s.indices().contains(index.name()));
        if (ofStream) {
            add("index " + index.name() + " belongs to a data stream and cannot be overwritten: delete the data stream,"
                    + " or restore under another name");
        }
        return same && !ofStream;
    }

    private Optional<IndexDetails> find(String name) {
        return Optional.ofNullable(there.get(name));
    }

    private void add(String message) {
        obstacles.add(new Obstacle(Obstacle.Reason.IndexConflict, message));
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }
}
