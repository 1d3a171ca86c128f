package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.ClusterState;
import dev.shardwright.elasticsearch.ClusterView;
import dev.shardwright.elasticsearch.ElasticsearchApi;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeCertificate;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.NodeVersion;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Shutdowns;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Fault;
import dev.shardwright.simulation.Trace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Elasticsearch as the operator meets it: by the nodes that it knows of, with every failure there is. */
public final class SimApi implements ElasticsearchApi {
    private static final List<Problem> PROBLEMS = List.of(Problem.values());

    private final Chance chance;
    private final Trace trace;
    private final SimElasticsearch cluster;
    private final Answers answers;
    private final boolean knowsShutdowns;
    private List<String> endpoints = List.of();
    private int failures;
    private int gaps;
    private final Cached<ClusterHealth> health = new Cached<>();
    private final Cached<ClusterView> view = new Cached<>();
    private final Cached<List<NodeVersion>> versions = new Cached<>();
    private final Cached<List<ShardCopy>> shards = new Cached<>();

    /** The same answer for as long as nothing has changed. */
    private final class Cached<T> {
        private long version = -1;
        private Optional<T> value = Optional.empty();

        T get(Supplier<T> answer) {
            if (version != cluster.version()) {
                value = Optional.of(answer.get());
                version = cluster.version();
            }
            return value.orElseThrow();
        }
    }

    /** The door to a cluster; whether its version has the node-shutdown API. */
    public SimApi(
            Agenda agenda,
            Chance chance,
            Trace trace,
            SimElasticsearch cluster,
            String clusterName,
            boolean knowsShutdowns) {
        this.chance = chance;
        this.trace = trace;
        this.cluster = cluster;
        this.answers = new Answers(agenda, cluster, clusterName);
        this.knowsShutdowns = knowsShutdowns;
    }

    /** Whether the version has the node-shutdown API. */
    public boolean knowsShutdowns() {
        return knowsShutdowns;
    }

    /** From now on these nodes are asked. */
    public void ask(List<String> nodes) {
        endpoints = List.copyOf(nodes);
    }

    /** From now on that many of a hundred requests fail, and that many answers leave a node out. */
    public void become(int failurePercent, int gapPercent) {
        failures = failurePercent;
        gaps = gapPercent;
    }

    @Override
    public Reply<ClusterHealth> health() {
        return ask(() -> health.get(answers::health));
    }

    @Override
    public Reply<ClusterView> view() {
        return ask(() -> view.get(answers::view));
    }

    @Override
    public Reply<List<NodeVersion>> versions() {
        return ask(() -> withGaps(versions.get(answers::versions)));
    }

    @Override
    public Reply<ClusterState> state() {
        return ask(() -> new ClusterState(view.get(answers::view), shards.get(answers::shards)));
    }

    @Override
    public Reply<ClusterSettings> settings() {
        return ask(answers::settings);
    }

    @Override
    public Reply<List<IndexInfo>> indices() {
        return ask(answers::indices);
    }

    @Override
    public Reply<List<NodeDisk>> disks() {
        return ask(() -> withGaps(answers.disks()));
    }

    @Override
    public Reply<List<ShardCopy>> shardSizes() {
        return ask(() -> withGaps(shards.get(answers::shards)));
    }

    @Override
    public Reply<Shutdowns> shutdowns() {
        return ask(() -> knowsShutdowns
                ? new Shutdowns.Registered(
                        List.copyOf(cluster.routing().shutdowns().values()))
                : new Shutdowns.Unsupported());
    }

    @Override
    public Reply<Done> drain(Set<String> nodeNames) {
        return change("drain " + nodeNames, () -> {
            var settings = cluster.routing().allocation().settings();
            if (nodeNames.isEmpty()) {
                settings.remove(ClusterSettings.DRAIN_KEY);
            } else {
                settings.put(
                        ClusterSettings.DRAIN_KEY,
                        String.join(",", nodeNames.stream().sorted().toList()));
            }
            return true;
        });
    }

    @Override
    public Reply<Done> excludeFromVoting(String nodeName) {
        return change(
                "exclude " + nodeName + " from voting", () -> cluster.votes().exclude(nodeName, cluster.members()));
    }

    @Override
    public Reply<Done> clearVotingExclusions() {
        return change("clear voting exclusions", () -> {
            cluster.votes().clear();
            return true;
        });
    }

    @Override
    public Reply<Done> registerRestart(String nodeId, String reason) {
        return change("register restart of " + nodeId, () -> {
            if (knowsShutdowns) {
                cluster.routing().shutdowns().put(nodeId, new Shutdowns.Entry(nodeId, "restart", reason));
            }
            return knowsShutdowns;
        });
    }

    @Override
    public Reply<Done> forgetShutdown(String nodeId) {
        return change("forget shutdown of " + nodeId, () -> {
            cluster.routing().shutdowns().remove(nodeId);
            return true;
        });
    }

    @Override
    public Reply<Done> reloadSecureSettings(String nodeName) {
        return change("reload secure settings of " + nodeName, () -> true);
    }

    @Override
    public Reply<List<NodeCertificate>> certificates(Endpoint node) {
        return ask(() -> List.of());
    }

    private <T> Reply<T> ask(Supplier<T> answer) {
        return failure()
                .<Reply<T>>map(p -> new Reply.Failure<>(p, "simulated"))
                .orElseGet(() -> new Reply.Answer<>(answer.get()));
    }

    /** Fails before the change took place, or after. */
    private Reply<Done> change(String what, BooleanSupplier change) {
        Optional<Problem> before = failure();
        if (before.isPresent()) {
            trace.say("operator", what, ": ", before.get());
            return new Reply.Failure<>(before.get(), "simulated");
        }
        boolean done = change.getAsBoolean();
        cluster.touched();
        trace.say("operator", what, done ? "" : ": refused");
        if (chance.percent(failures)) {
            trace.count(Fault.LOST_ANSWER);
            return new Reply.Failure<>(Problem.TIMED_OUT, "simulated, and the change took place");
        }
        return done ? new Reply.Answer<>(new Done()) : new Reply.Failure<>(Problem.UNEXPECTED, "refused");
    }

    private Optional<Problem> failure() {
        if (endpoints.isEmpty()) {
            return Optional.of(Problem.NO_ENDPOINT);
        }
        if (chance.percent(failures)) {
            trace.count(Fault.FAILED_REQUEST);
            return Optional.of(chance.pick(PROBLEMS));
        }
        Stream<EsNode> reached = endpoints.stream().flatMap(e -> cluster.process(e).stream());
        return reached.findFirst()
                .map(node -> cluster.isReady(node) && cluster.master().isPresent()
                        ? Optional.<Problem>empty()
                        : Optional.of(Problem.NO_MASTER))
                .orElse(Optional.of(Problem.UNREACHABLE));
    }

    private <T> List<T> withGaps(List<T> all) {
        if (all.isEmpty() || !chance.percent(gaps)) {
            return all;
        }
        trace.count(Fault.GAP);
        return all.subList(1, all.size());
    }
}
