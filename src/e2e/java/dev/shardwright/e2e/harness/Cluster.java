package dev.shardwright.e2e.harness;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** One ElasticCluster in a namespace, as a user sees it. */
public final class Cluster {
    /** Long enough for five nodes on two cores, and short enough to be told within the day. */
    public static final Duration FORMATION = Duration.ofMinutes(6);

    private final Space space;
    private final String name;

    Cluster(Space space, String name) {
        this.space = space;
        this.name = name;
    }

    public Space space() {
        return space;
    }

    public String name() {
        return name;
    }

    public Resource<ElasticCluster> resource() {
        return space.client()
                .resources(ElasticCluster.class)
                .inNamespace(space.name())
                .withName(name);
    }

    /** What the operator says, if it has said anything. */
    public Optional<ElasticClusterStatus> status() {
        return Optional.ofNullable(resource().get()).map(ElasticCluster::getStatus);
    }

    public Optional<Condition> condition(String type) {
        return status().stream()
                .flatMap(s -> s.conditions().stream())
                .filter(c -> c.getType().equals(type))
                .findFirst();
    }

    public boolean is(String type) {
        return condition(type).filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    /** Waits until the operator has seen the latest spec and says so. */
    public Condition await(String type, String wanted, Duration atMost) {
        Waiting.until(
                type + "=" + wanted + " of " + name,
                atMost,
                this::progress,
                () -> observed()
                        && condition(type)
                                .filter(c -> wanted.equals(c.getStatus()))
                                .isPresent());
        return condition(type).orElseThrow();
    }

    /** Waits until every wanted node is in the cluster, and the cluster is green and not waiting for anything. */
    public Cluster awaitGreen() {
        Waiting.until(name + " green", FORMATION, this::progress, this::isGreen);
        return this;
    }

    /**
     * Waits until the operator has carried out the latest spec: green, every node as wanted, nothing under way, and nothing
     * that it waits for.
     */
    public Cluster awaitSettled(Duration atMost) {
        Waiting.until(name + " settled", atMost, this::progress, this::isSettled);
        return this;
    }

    public boolean isSettled() {
        return isGreen()
                && !is("Reconciling")
                && !is("Stalled")
                && plan().stream().allMatch(p -> p.intent() == Intent.Keep && p.blockedBy() == null);
    }

    /** What the operator says of each node. */
    public List<NodePlanStatus> plan() {
        return status().map(ElasticClusterStatus::plan).orElse(List.of());
    }

    /** Waits until the plan says that of any node, whose entry is returned. */
    public NodePlanStatus awaitPlan(String what, Duration atMost, Predicate<NodePlanStatus> wanted) {
        AtomicReference<NodePlanStatus> found = new AtomicReference<>();
        Waiting.until(what, atMost, this::progress, () -> {
            plan().stream().filter(wanted).findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        Console.say("  " + found.get());
        return found.get();
    }

    public boolean isGreen() {
        return observed()
                && is("Ready")
                && status().filter(s -> "green".equals(s.health())).isPresent();
    }

    private boolean observed() {
        ElasticCluster now = resource().get();
        return now.getStatus() != null
                && now.getMetadata().getGeneration().equals(now.getStatus().observedGeneration());
    }

    /** The identity that Elasticsearch gave the cluster, in the words of the status. */
    public String uuid() {
        return status().map(ElasticClusterStatus::clusterUUID).orElseThrow();
    }

    public List<Pod> pods() {
        return podsOf(Labels.selector(name));
    }

    public List<Pod> pods(String pool) {
        return podsOf(Labels.selector(name, pool));
    }

    /** The pod of that name, if there is one. */
    public Optional<Pod> pod(String pod) {
        return Optional.ofNullable(
                space.client().pods().inNamespace(space.name()).withName(pod).get());
    }

    public List<StatefulSet> statefulSets() {
        return space.client()
                .apps()
                .statefulSets()
                .inNamespace(space.name())
                .withLabels(Labels.selector(name))
                .list()
                .getItems();
    }

    /** The volume claims, those of earlier resources of the name among them. */
    public List<PersistentVolumeClaim> claims() {
        return space.client()
                .persistentVolumeClaims()
                .inNamespace(space.name())
                .withLabels(Labels.selector(name))
                .list()
                .getItems();
    }

    /** Pod names with what would change if one of them were restarted or replaced. */
    public Map<String, String> incarnations() {
        Map<String, String> result = new TreeMap<>();
        for (Pod pod : pods()) {
            result.put(pod.getMetadata().getName(), pod.getMetadata().getUid() + " restarts=" + Pods.restarts(pod));
        }
        return result;
    }

    /** A file of a node. */
    public String file(String pod, String path) {
        return Exec.shell(space.client(), space.name(), pod, "elasticsearch", "cat " + path);
    }

    public Elastic elastic() {
        return Elastic.of(this);
    }

    /** The same over connections that stay open: for many requests, by one thread, that are tried again if they fail. */
    Elastic keptOpen() {
        return Elastic.keptOpen(this);
    }

    public void deletePod(String pod) {
        space.client().pods().inNamespace(space.name()).withName(pod).delete();
    }

    /** Deletes the resource and waits until its pods are gone. */
    public void delete() {
        resource().delete();
        Waiting.until(
                "pods of " + name + " gone",
                Duration.ofMinutes(3),
                () -> pods().size() + " pods left",
                () -> pods().isEmpty());
    }

    /** How far it is, in one line. */
    public String progress() {
        return status().map(s -> "nodes %s, health %s, waits for %s%s"
                        .formatted(
                                s.nodes(),
                                s.health(),
                                s.waitingFor(),
                                condition("Stalled")
                                        .filter(c -> "True".equals(c.getStatus()))
                                        .map(c -> ", stalled: " + c.getReason() + ": " + c.getMessage())
                                        .orElse("")))
                .orElse("no status yet, " + pods().size() + " pods");
    }

    private List<Pod> podsOf(Map<String, String> labels) {
        return space.client()
                .pods()
                .inNamespace(space.name())
                .withLabels(labels)
                .list()
                .getItems();
    }
}
