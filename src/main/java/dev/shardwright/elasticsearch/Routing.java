package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ShardCopy.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the routing table of a cluster state, and the names of its nodes from the same state. */
final class Routing {
    /** The server's order means nothing and may change. */
    private static final Comparator<ShardCopy> ORDER = Comparator.comparing(ShardCopy::index)
            .thenComparing(ShardCopy::shard)
            .thenComparing(copy -> !copy.primary())
            .thenComparing(copy -> copy.node().orElse(""));

    private final Map<String, String> names = new HashMap<>(); // by node id
    private final List<ShardCopy> copies = new ArrayList<>();

    private Routing(ClusterView view) {
        view.nodes().forEach(node -> names.put(node.id(), node.name()));
    }

    static ClusterState state(JsonObject json) throws MalformedAnswerException {
        ClusterView view = ClusterView.from(json);
        Routing routing = new Routing(view);
        JsonObject indices = json.object("routing_table").object("indices");
        for (Map.Entry<String, JsonObject> index : indices.objects().entrySet()) {
            routing.addIndex(index.getKey(), index.getValue().object("shards"));
        }
        routing.copies.sort(ORDER);
        return new ClusterState(view, routing.copies);
    }

    private void addIndex(String index, JsonObject shards) throws MalformedAnswerException {
        Map<String, List<JsonObject>> byNumber = shards.lists();
        require(!byNumber.isEmpty(), "an index has no shards");
        for (Map.Entry<String, List<JsonObject>> shard : byNumber.entrySet()) {
            require(!shard.getValue().isEmpty(), "a shard has no copies");
            for (JsonObject json : shard.getValue()) {
                ShardCopy copy = copy(json);
                require(
                        copy.index().equals(index)
                                && Integer.toString(copy.shard()).equals(shard.getKey()),
                        "a shard is listed under another one");
                copies.add(copy);
            }
        }
    }

    private ShardCopy copy(JsonObject json) throws MalformedAnswerException {
        State state = state(json.text("state"));
        Optional<String> node = name(json.nullableText("node"));
        Optional<String> relocatingTo = name(json.nullableText("relocating_node"));
        require(node.isPresent() == (state != State.UNASSIGNED), "node and state of a shard contradict each other");
        require(
                state != State.RELOCATING || relocatingTo.isPresent(),
                "relocating_node is missing of a shard that moves");
        return new ShardCopy(
                json.text("index"),
                json.count("shard"),
                json.bool("primary"),
                state,
                node,
                relocatingTo,
                Optional.empty());
    }

    private Optional<String> name(Optional<String> id) throws MalformedAnswerException {
        Optional<String> name = id.map(names::get);
        require(name.isPresent() == id.isPresent(), "the node of a shard is none of the nodes");
        return name;
    }

    static State state(String word) throws MalformedAnswerException {
        for (State state : State.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        throw new MalformedAnswerException("the state of a shard is none that we know");
    }

    private static void require(boolean holds, String otherwise) throws MalformedAnswerException {
        if (!holds) {
            throw new MalformedAnswerException(otherwise);
        }
    }
}
