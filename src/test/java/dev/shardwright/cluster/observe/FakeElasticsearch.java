package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.ClusterState;
import dev.shardwright.elasticsearch.ClusterView;
import dev.shardwright.elasticsearch.ElasticsearchConnection;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeCertificate;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.NodeVersion;
import dev.shardwright.elasticsearch.NodeView;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Shutdowns;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.VotingExclusion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A cluster of two nodes that does as it is told. */
final class FakeElasticsearch implements ElasticsearchConnection {
    private final InstantSource clock;
    final List<Request> requests = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();
    List<NodeView> nodes = List.of(node("d-0", "p1", "data"), node("m-0", "p2", "master"));
    String version = "8.19.21";
    String healthName = "es";
    int initializingShards;
    Optional<Problem> failure = Optional.empty();
    Optional<RuntimeException> bug = Optional.empty();
    Optional<String> silentNode = Optional.empty();
    Optional<CountDownLatch> hangs = Optional.empty();
    Map<String, Problem> failures = new HashMap<>(); // of single questions and changes
    Optional<Consumer<String>> whenAsked = Optional.empty();
    Set<String> draining = Set.of();
    Set<String> shardsOn = Set.of("d-0");
    List<IndexInfo> indices = List.of(new IndexInfo("books", 0, false, Optional.of(8537000), Map.of()));
    List<VotingExclusion> exclusions = List.of();
    Optional<Long> shardSize = Optional.of(77L);
    boolean closed;

    record Request(String name, Instant at) {}

    FakeElasticsearch(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Reply<ClusterHealth> health() {
        return reply(
                "health",
                new ClusterHealth(
                        healthName,
                        ClusterHealth.Status.GREEN,
                        false,
                        nodes.size(),
                        1,
                        5,
                        0,
                        initializingShards,
                        0,
                        0,
                        0));
    }

    @Override
    public Reply<ClusterView> view() {
        return reply("view", currentView());
    }

    private ClusterView currentView() {
        return new ClusterView(
                "es", Optional.of("uuid"), true, Optional.of("m-0"), nodes, List.of("id-m-0"), exclusions);
    }

    @Override
    public Reply<ClusterState> state() {
        return reply(
                "state",
                new ClusterState(
                        currentView(),
                        shardsOn.stream()
                                .map(node -> shard(node, Optional.empty()))
                                .toList()));
    }

    @Override
    public Reply<ClusterSettings> settings() {
        return reply(
                "settings",
                new ClusterSettings(Map.of("enable", "all", ClusterSettings.DRAIN_KEY, String.join(",", draining))));
    }

    @Override
    public Reply<List<IndexInfo>> indices() {
        return reply("indices", indices);
    }

    @Override
    public Reply<List<NodeDisk>> disks() {
        return reply("disks", List.of(new NodeDisk("d-0", 100, 40)));
    }

    @Override
    public Reply<List<ShardCopy>> shardSizes() {
        return reply("sizes", List.of(shard("d-0", shardSize), shard("elsewhere", Optional.of(5L))));
    }

    @Override
    public Reply<Shutdowns> shutdowns() {
        return reply("shutdowns", new Shutdowns.Unsupported());
    }

    @Override
    public Reply<Done> drain(Set<String> nodeNames) {
        return change("drain", () -> draining = nodeNames);
    }

    @Override
    public Reply<Done> excludeFromVoting(String nodeName) {
        return change("exclude", () -> {});
    }

    @Override
    public Reply<Done> clearVotingExclusions() {
        return change("clear", () -> {});
    }

    @Override
    public Reply<Done> registerRestart(String nodeId, String reason) {
        return change("register", () -> {});
    }

    @Override
    public Reply<Done> forgetShutdown(String nodeId) {
        return change("forget", () -> {});
    }

    @Override
    public Reply<Done> reloadSecureSettings(String nodeName) {
        return change("reload", () -> {});
    }

    @Override
    public Reply<List<NodeCertificate>> certificates(Endpoint node) {
        return reply("certificates", List.of());
    }

    private Reply<Done> change(String name, Runnable effect) {
        Reply<Done> reply = reply(name, new Done());
        if (reply instanceof Reply.Answer) {
            effect.run();
        }
        return reply;
    }

    private static ShardCopy shard(String node, Optional<Long> bytes) {
        return new ShardCopy("books", 0, true, ShardCopy.State.STARTED, Optional.of(node), Optional.empty(), bytes);
    }

    static NodeView node(String name, String process, String role) {
        return new NodeView("id-" + name, process, name, List.of(role));
    }

    static void hang(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Reply<List<NodeVersion>> versions() {
        return reply(
                "versions",
                nodes.stream()
                        .filter(node -> !silentNode.equals(Optional.of(node.name())))
                        .map(node -> new NodeVersion(node.id(), node.name(), version))
                        .toList());
    }

    private <T> Reply<T> reply(String name, T value) {
        requests.add(new Request(name, clock.instant()));
        hangs.ifPresent(FakeElasticsearch::hang);
        whenAsked.ifPresent(hook -> hook.accept(name));
        if (bug.isPresent()) {
            throw bug.get();
        }
        if (failures.containsKey(name)) {
            return Reply.failure(failures.get(name), name + " was refused.");
        }
        return failure.<Reply<T>>map(problem -> Reply.failure(problem, "no")).orElseGet(() -> Reply.answer(value));
    }

    @Override
    public void retarget(Target target) {
        targets.add(target);
    }

    @Override
    public void close() {
        closed = true;
    }

    List<String> names() {
        return requests.stream().map(Request::name).toList();
    }

    long count(String name) {
        return names().stream().filter(name::equals).count();
    }

    /** The most requests in any window of 60 seconds. */
    long mostInAMinute() {
        return requests.stream()
                .mapToLong(first -> requests.stream()
                        .filter(request -> !request.at().isBefore(first.at())
                                && request.at().isBefore(first.at().plusSeconds(60)))
                        .count())
                .max()
                .orElse(0);
    }
}
