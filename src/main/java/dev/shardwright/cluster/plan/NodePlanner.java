package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.MaxMapCount;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.PodInputs;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives every node its one intent. */
final class NodePlanner {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ElasticCluster cluster;
    private final Observation seen;
    private final List<Problem> problems;
    private final Optional<Set<String>> members;
    private final Instant now;

    private NodePlanner(ElasticCluster cluster, Observation seen, List<Problem> problems, Instant now) {
        this.cluster = cluster;
        this.seen = seen;
        this.problems = problems;
        this.now = now;
        this.members = seen.elasticsearch()
                .fresh(now, BootstrapView.FRESH)
                .map(k -> k.nodes().stream().map(ElasticsearchFacts.Node::name).collect(Collectors.toSet()));
    }

    static List<NodePlan> plan(
            ElasticCluster cluster,
            Observation seen,
            BootstrapDecision bootstrap,
            List<Problem> problems,
            Instant now) {
        NodePlanner planner = new NodePlanner(cluster, seen, problems, now);
        List<NodePlan> plans = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            int last = PoolSizes.size(pool, seen);
            for (int i = 0; i < last; i++) {
                plans.add(i < pool.replicas() ? planner.wanted(pool, i) : planner.unwanted(pool.name(), i));
            }
        }
        seen.statefulSets().stream()
                .map(Observation::poolOf)
                .filter(pool -> cluster.getSpec().pool(pool).isEmpty())
                .sorted()
                .forEach(pool -> {
                    for (int i = 0; i < PoolSizes.existing(pool, seen).orElse(0); i++) {
                        plans.add(planner.unwanted(pool, i));
                    }
                });
        return List.copyOf(plans);
    }

    private NodePlan wanted(NodePool pool, int ordinal) {
        String node = Names.node(cluster.getMetadata().getName(), pool.name(), ordinal);
        Optional<Pod> pod = seen.pod(node);
        if (pod.isEmpty()) {
            return absent(node, pool);
        }
        NodeCondition condition = condition(node, pod.get());
        boolean outdated = !PodInputs.of(cluster, pool).revision().equals(annotation(pod.get()));
        if (!outdated) {
            return kept(node, pool, condition);
        }
        if (condition.state() == State.Leaving) {
            return node(node, pool.name(), Intent.Restart, condition.state(), Optional.empty(), condition.message());
        }
        if (Replaceable.check(pod.get(), members)) {
            return node(
                    node,
                    pool.name(),
                    Intent.Restart,
                    condition.state(),
                    held(),
                    join("is made anew with the changed spec", condition.message()));
        }
        return node(
                node,
                pool.name(),
                Intent.Restart,
                condition.state(),
                held().or(() -> Optional.of(NodeRule.NodeNeeded)),
                join(
                        "runs an earlier spec" + otherImage(pod.get())
                                + ". This version of the operator restarts no running node: once the cluster is green,"
                                + " delete the pod yourself",
                        condition.message()));
    }

    /** A refusal that stands for a few seconds does not pass by itself; before, an account or a quota may still be on its way. */
    private NodePlan absent(String node, NodePool pool) {
        Optional<Observation.CreationFailure> failure = Optional.ofNullable(seen.creationFailures()
                .get(Names.statefulSet(cluster.getMetadata().getName(), pool.name())));
        boolean lasting =
                failure.filter(f -> f.since().isBefore(now.minus(PATIENCE))).isPresent();
        return node(
                node,
                pool.name(),
                Intent.Create,
                lasting ? State.Failing : State.Absent,
                held(),
                failure.map(f -> f.message() + hint(f.message())).orElse(""));
    }

    private String hint(String message) {
        boolean privileged = cluster.getSpec().kernel().maxMapCount().mode() == MaxMapCount.Mode.InitContainer;
        return message.contains("PodSecurity") && privileged
                ? "; this namespace forbids the privileged init container: set spec.kernel.maxMapCount.mode to DisableMmap,"
                        + " or to AssumeConfigured where the hosts are prepared"
                : "";
    }

    private NodePlan kept(String node, NodePool pool, NodeCondition condition) {
        Optional<String> size = seen.statefulSet(pool.name())
                .map(s -> s.getSpec().getVolumeClaimTemplates().getFirst())
                .map(t ->
                        t.getSpec().getResources().getRequests().get("storage").toString())
                .filter(s -> !Quantities.bytes(s)
                        .equals(Quantities.bytes(pool.storage().size())));
        if (size.isEmpty()) {
            return node(node, pool.name(), Intent.Keep, condition.state(), Optional.empty(), condition.message());
        }
        String message = "the volume stays at " + size.get() + ": this version of the operator does not grow volumes";
        return node(
                node,
                pool.name(),
                Intent.Keep,
                condition.state(),
                Optional.of(NodeRule.VolumeKept),
                join(message, condition.message()));
    }

    private String otherImage(Pod pod) {
        String wanted = cluster.getSpec().effectiveImage();
        return pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(Names.CONTAINER) && !wanted.equals(c.getImage()))
                .map(c -> " (" + c.getImage() + ", wanted is " + wanted + ")")
                .findFirst()
                .orElse("");
    }

    private NodePlan unwanted(String pool, int ordinal) {
        String node = Names.node(cluster.getMetadata().getName(), pool, ordinal);
        NodeCondition condition =
                seen.pod(node).map(p -> condition(node, p)).orElse(new NodeCondition(State.Absent, ""));
        return node(
                node,
                pool,
                Intent.Remove,
                condition.state(),
                held().or(() -> Optional.of(NodeRule.NodeNotEmpty)),
                join(
                        "the spec no longer asks for it. This version of the operator removes no node that may hold data or a"
                                + " vote: it stays",
                        condition.message()));
    }

    /** Kubernetes says that the pod is ready; only Elasticsearch can say that the node is a member. */
    private NodeCondition condition(String node, Pod pod) {
        NodeCondition condition = NodeCondition.of(pod);
        boolean claimsMember = condition.state() == State.Member;
        if (claimsMember && members.isPresent() && !members.get().contains(node)) {
            return new NodeCondition(State.Joining, "the pod is ready, and Elasticsearch does not list the node");
        }
        return condition;
    }

    private Optional<NodeRule> held() {
        if (cluster.getSpec().paused()) {
            return Optional.of(NodeRule.Paused);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(NodeRule.Stalled);
    }

    private static NodePlan node(
            String node, String pool, Intent intent, State state, Optional<NodeRule> blockedBy, String message) {
        return new NodePlan(node, pool, intent, state, blockedBy, message);
    }

    private static String annotation(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.REVISION, "");
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + "; " + second;
    }
}
