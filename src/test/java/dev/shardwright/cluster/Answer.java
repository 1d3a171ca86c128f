package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Details;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Node;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Votes;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Shutdowns;
import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.support.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Elasticsearch says, in full: at first every node of a spec is there, all votes, no shards, big empty disks. */
public final class Answer {
    private static final long DISK = 100L << 30;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<String> voters = new ArrayList<>();
    private final List<VotingExclusion> exclusions = new ArrayList<>();
    private final Map<String, IndexInfo> indices = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, NodeDisk> disks = new HashMap<>();
    private List<ShardCopy> shards = List.of();
    private Shutdowns shutdowns = new Shutdowns.Unsupported();
    private ClusterHealth.Status health = ClusterHealth.Status.GREEN;
    private Optional<String> uuid = Optional.of(Fixtures.UUID);
    private boolean committed = true;
    private Optional<String> master = Optional.empty();
    private Duration age = Duration.ofSeconds(1);
    private Optional<Duration> detailsAge = Optional.of(Duration.ofSeconds(1));

    private Answer() {}

    /** Of a cluster that is as its spec says. */
    public static Answer of(ElasticCluster cluster) {
        Answer answer = new Answer();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            for (int i = 0; i < pool.replicas(); i++) {
                String name = Names.node(cluster.getMetadata().getName(), pool.name(), i);
                List<String> roles =
                        pool.roles().stream().map(NodeRole::word).sorted().toList();
                answer.node(name, cluster.getSpec().version(), roles);
                if (pool.isMasterEligible()) {
                    answer.voters.add(id(name));
                }
            }
        }
        answer.master = answer.nodes.values().stream()
                .filter(n -> n.roles().contains("master"))
                .map(Node::name)
                .findFirst();
        answer.settings.putAll(Map.of("enable", "all", "disk.watermark.low", "85%", "disk.threshold_enabled", "true"));
        return answer;
    }

    /** The id of a node. */
    public static String id(String node) {
        return "id-" + node;
    }

    public Answer node(String name, String version, List<String> roles) {
        nodes.put(name, new Node(name, id(name), Optional.ofNullable(version), roles));
        disks.put(name, new NodeDisk(name, DISK, DISK));
        return this;
    }

    /** A node that runs another version; null when it does not say. */
    public Answer version(String node, String version) {
        return node(node, version, nodes.get(node).roles());
    }

    /** A node that says which pod it runs in. */
    public Answer inPod(String node, String podUid) {
        Node old = nodes.get(node);
        nodes.put(node, new Node(node, old.id(), old.version(), old.roles(), Optional.of(podUid)));
        return this;
    }

    public Answer without(String node) {
        nodes.remove(node);
        disks.remove(node);
        return this;
    }

    public Answer master(String node) {
        master = Optional.ofNullable(node);
        return this;
    }

    public Answer voters(String... names) {
        voters.clear();
        for (String name : names) {
            voters.add(id(name));
        }
        return this;
    }

    /** A node that was asked not to vote, as Elasticsearch lists one that was there. */
    public Answer excluded(String node) {
        exclusions.add(new VotingExclusion(id(node), node));
        return this;
    }

    public Answer exclusion(String nodeId, String nodeName) {
        exclusions.add(new VotingExclusion(nodeId, nodeName));
        return this;
    }

    /** See {@link Shards}; each index that is new here gets as many replicas as its line has, and no filters. */
    public Answer shards(String... lines) {
        shards = Shards.of(lines);
        for (ShardCopy copy : shards) {
            int replicas = (int) shards.stream().filter(copy::isOfSameShard).count() - 1;
            Optional<IndexInfo> before = Optional.ofNullable(indices.get(copy.index()));
            indices.put(
                    copy.index(),
                    new IndexInfo(
                            copy.index(),
                            replicas,
                            before.filter(IndexInfo::autoExpands).isPresent(),
                            Optional.empty(),
                            before.map(IndexInfo::allocation).orElse(Map.of())));
        }
        return this;
    }

    public Answer unknownSizes() {
        shards = shards.stream()
                .map(c -> new ShardCopy(
                        c.index(), c.shard(), c.primary(), c.state(), c.node(), c.relocatingTo(), Optional.empty()))
                .toList();
        return this;
    }

    public Answer unknownIndex(String name) {
        indices.remove(name);
        return this;
    }

    /** One setting of an index below index.routing.allocation. */
    public Answer indexSetting(String name, String key, String value) {
        IndexInfo index = indices.get(name);
        Map<String, String> all = new HashMap<>(index.allocation());
        all.put(key, value);
        indices.put(name, new IndexInfo(name, index.replicas(), index.autoExpands(), index.createdVersion(), all));
        return this;
    }

    public Answer autoExpands(String name) {
        IndexInfo index = indices.get(name);
        indices.put(name, new IndexInfo(name, index.replicas(), true, index.createdVersion(), index.allocation()));
        return this;
    }

    /** One setting below cluster.routing.allocation; null takes it away. */
    public Answer setting(String key, String value) {
        if (value == null) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
        return this;
    }

    /** The operator's filter. */
    public Answer draining(String... names) {
        return setting(ClusterSettings.DRAIN_KEY, String.join(",", names));
    }

    public Answer disk(String node, long total, long available) {
        disks.put(node, new NodeDisk(node, total, available));
        return this;
    }

    public Answer unknownDisk(String node) {
        disks.remove(node);
        return this;
    }

    public Answer shutdowns(Shutdowns.Entry... entries) {
        shutdowns = new Shutdowns.Registered(List.of(entries));
        return this;
    }

    public Answer health(ClusterHealth.Status status) {
        health = status;
        return this;
    }

    public Answer uuid(String other) {
        uuid = Optional.ofNullable(other);
        return this;
    }

    public Answer uncommitted() {
        committed = false;
        return this;
    }

    public Answer age(Duration old) {
        age = old;
        return this;
    }

    /** Null: without shards and settings. */
    public Answer detailsAge(Duration old) {
        detailsAge = Optional.ofNullable(old);
        return this;
    }

    public ElasticsearchFacts facts() {
        Instant now = Fixtures.NOW;
        ClusterHealth counters =
                new ClusterHealth("es", health, false, nodes.size(), nodes.size(), shards.size(), 0, 0, 0, 0, 0);
        return Fixtures.facts(new Known(
                now.minus(age),
                "es",
                uuid,
                committed,
                master,
                List.copyOf(nodes.values()),
                new Votes(voters, exclusions),
                counters,
                detailsAge.map(old -> new Details(
                        now.minus(old), shards, indices, new ClusterSettings(settings), disks, shutdowns))));
    }
}
