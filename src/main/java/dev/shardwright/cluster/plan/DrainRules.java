package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;

import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.ShardCopy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a drain can end, judged before it begins: nothing is moved on an unknown. */
final class DrainRules {
    private static final String PER_NODE = "total_shards_per_node";

    private DrainRules() {}

    static Optional<String> drainCanEnd(NodeView node, Situation s, Chosen chosen) {
        boolean nothingToMove = !node.holdsShards() || node.member().isEmpty();
        return nothingToMove || s.isDraining(node) ? Optional.empty() : obstacle(node, s, chosen);
    }

    /** What keeps shards from moving off a node, as far as it is known beforehand. */
    static Optional<String> obstacle(NodeView node, Situation s, Chosen chosen) {
        ClusterSettings settings = s.details().settings();
        String enabled = settings.value("enable").orElse("unknown");
        if (!enabled.equals("all")) {
            return Optional.of("shards cannot move while cluster.routing.allocation.enable is " + enabled
                    + ": somebody set it; put it back to all");
        }
        List<NodeView> staying = s.nodes().stream()
                .filter(n -> !n.equals(node) && n.holdsShards() && n.isUp())
                .filter(n -> !n.is(Remove) || !(s.isDraining(n) || chosen.isDraining(n)))
                .filter(n -> chosen.stays(n))
                .toList();
        List<ShardCopy> moving = s.shards().all().stream()
                .filter(c -> c.node()
                        .flatMap(s::node)
                        .filter(n -> n.equals(node) || (n.is(Remove) && chosen.isDraining(n)) || s.isDraining(n))
                        .isPresent())
                .toList();
        return places(moving, staying, s).or(() -> room(moving, staying, s));
    }

    /** Every copy finds a node that has none yet and that roles and filters allow. */
    private static Optional<String> places(List<ShardCopy> moving, List<NodeView> staying, Situation s) {
        for (ShardCopy copy : moving) {
            IndexInfo index = s.details().indices().get(copy.index());
            if (index == null) {
                return Optional.of("the settings of index " + copy.index() + " are not known");
            }
            String enabled = index.allocation().getOrDefault("enable", "all");
            if (!enabled.equals("all")) {
                return Optional.of("shards of index " + copy.index()
                        + " cannot move while its setting index.routing.allocation.enable is " + enabled);
            }
            List<NodeView> allowed = staying.stream()
                    .filter(n -> AllocationFilters.allow(n, index, s))
                    .toList();
            if (allowed.isEmpty()) {
                return Optional.of("no node that stays may hold " + copy.index() + "[" + copy.shard()
                        + "]: its allocation filters or tier preference, or those of the cluster, forbid it");
            }
            // A replica that has no node yet takes the place on one that stays, as soon as there is one.
            if (index.replicas() + 1 > allowed.size() && !index.autoExpands()) {
                return Optional.of("index " + copy.index() + " has " + index.replicas() + " replicas, and only "
                        + allowed.size() + " of the nodes that stay may hold it, one copy each: lower"
                        + " index.number_of_replicas or keep more nodes");
            }
            Optional<String> crowded = crowded(index, allowed.size(), s);
            if (crowded.isPresent()) {
                return crowded;
            }
        }
        return Optional.empty();
    }

    /** Elasticsearch may have been told how many shards of an index, or of all, a node takes at most. */
    private static Optional<String> crowded(IndexInfo index, int nodes, Situation s) {
        long all = s.shards().all().stream().filter(c -> c.node().isPresent()).count();
        long ofIndex = s.shards().all().stream()
                .filter(c -> c.node().isPresent() && c.index().equals(index.name()))
                .count();
        return limit(Optional.ofNullable(index.allocation().get(PER_NODE)))
                .filter(limit -> ofIndex > limit * nodes)
                .map(limit -> "index.routing.allocation." + PER_NODE + " of index " + index.name())
                .or(() -> limit(s.details().settings().value(PER_NODE))
                        .filter(limit -> all > limit * nodes)
                        .map(limit -> ClusterSettings.PREFIX + PER_NODE))
                .map(setting ->
                        setting + " leaves no place for its shards on the " + nodes + " nodes that may hold them");
    }

    /** Only a positive number limits anything. */
    private static Optional<Long> limit(Optional<String> setting) {
        return setting.filter(text -> text.matches("[1-9]\\d{0,8}")).map(Long::valueOf);
    }

    /** The copies fit below the low watermark: the biggest first, each where there is most room. */
    private static Optional<String> room(List<ShardCopy> moving, List<NodeView> staying, Situation s) {
        if (s.details()
                .settings()
                .value("disk.threshold_enabled")
                .orElse("true")
                .equals("false")) {
            return Optional.empty();
        }
        Map<String, Long> left = new HashMap<>();
        for (NodeView node : staying) {
            NodeDisk disk = s.details().disks().get(node.name());
            Optional<Long> keepFree = disk == null
                    ? Optional.empty()
                    : Watermark.keepFree(s.details().settings(), disk.total());
            if (keepFree.isEmpty()) {
                return Optional.of("the free disk space of " + node.name() + ", or the low watermark, is not known");
            }
            left.put(node.name(), disk.available() - keepFree.get());
        }
        if (moving.stream().anyMatch(c -> c.bytes().isEmpty())) {
            return Optional.of("the size of "
                    + RemovalRules.words(
                            moving.stream().filter(c -> c.bytes().isEmpty()).toList())
                    + " is not known");
        }
        List<ShardCopy> biggestFirst = new ArrayList<>(moving);
        biggestFirst.sort(
                Comparator.comparing((ShardCopy c) -> c.bytes().orElseThrow()).reversed());
        for (ShardCopy copy : biggestFirst) {
            Optional<String> place = staying.stream()
                    .filter(n -> s.shards().others(copy).noneMatch(c -> c.isOn(n.name())))
                    .filter(n ->
                            AllocationFilters.allow(n, s.details().indices().get(copy.index()), s))
                    .map(NodeView::name)
                    .max(Comparator.comparing(left::get));
            long bytes = copy.bytes().orElseThrow();
            if (place.isPresent() && left.get(place.get()) < bytes) {
                return Optional.of("the disks of the nodes that stay have no room for " + copy.index() + "["
                        + copy.shard() + "] (" + Words.bytes(bytes) + ") below the low watermark: " + place.get()
                        + " has " + Words.bytes(Math.max(0, left.get(place.get())))
                        + " left. Raise storage.size or keep more nodes");
            }
            place.ifPresent(name -> left.merge(name, -bytes, Long::sum));
        }
        return Optional.empty();
    }
}
