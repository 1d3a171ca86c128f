package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.Effect;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.Planner;
import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A formed cluster that runs one spec and is asked for another. Pools are written "name replicas role,role". Unless told
 * otherwise all pods are ready, all claims labelled, the StatefulSets have the wanted template and the running size, and
 * Elasticsearch lists every node.
 */
public final class Scene {
    private final String runningPools;
    private String wantedPools;
    private String runningMore = "";
    private String wantedMore = "";
    private String runningVersion = "8.19.21";
    private String wantedVersion = "8.19.21";
    private boolean formed = true;
    private final List<Consumer<Answer>> told = new ArrayList<>();
    private Optional<ElasticsearchFacts> facts = Optional.empty();
    private Optional<ElasticsearchFacts.Trouble> failure = Optional.empty();
    private final Map<String, UnaryOperator<Pods>> pods = new HashMap<>();
    private final Map<String, String> zones = new HashMap<>();
    private final Map<String, String> marks = new HashMap<>();
    private final Set<String> absent = new HashSet<>();
    private final Set<String> current = new HashSet<>();
    private final Set<String> unlabelled = new HashSet<>();
    private final Set<String> withoutClaim = new HashSet<>();
    private final Set<String> withoutSet = new HashSet<>();
    private final Set<String> behind = new HashSet<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<Consumer<StatefulSet>> sets = new ArrayList<>();
    private final List<Consumer<World>> more = new ArrayList<>();

    private Scene(String pools) {
        runningPools = pools;
        wantedPools = pools;
    }

    /** A cluster that runs these pools, and is to. */
    public static Scene running(String... pools) {
        return new Scene(yaml(pools));
    }

    private static String yaml(String... pools) {
        StringBuilder yaml = new StringBuilder("nodePools:\n");
        for (String pool : pools) {
            String[] parts = pool.split(" ", -1);
            yaml.append("- {name: %s, replicas: %s, roles: [%s], storage: {size: 1Gi}}\n"
                    .formatted(parts[0], parts[1], parts[2]));
        }
        return yaml.toString();
    }

    public Scene wants(String... pools) {
        wantedPools = yaml(pools);
        return this;
    }

    public Scene version(String running, String wanted) {
        runningVersion = running;
        wantedVersion = wanted;
        return this;
    }

    /** Further fields of the spec, of old. */
    public Scene with(String fields) {
        runningMore += fields + "\n";
        wantedMore += fields + "\n";
        return this;
    }

    /** Further fields of the spec, new. */
    public Scene wantsWith(String fields) {
        wantedMore += fields + "\n";
        return this;
    }

    /** A change that every node has to be made anew for. */
    public Scene changed() {
        return wantsWith("config: {indices.query.bool.max_clause_count: 2000}");
    }

    /** Before Elasticsearch was known: the status has no identity, the claims no label, the offer stands. */
    public Scene forming() {
        formed = false;
        return facts(ElasticsearchFacts.NONE);
    }

    public Scene says(Consumer<Answer> change) {
        told.add(change);
        return this;
    }

    /** Other facts than an answer in full. */
    public Scene facts(ElasticsearchFacts now) {
        facts = Optional.of(now);
        return this;
    }

    /** The last poll failed; what was known stands there. */
    public Scene failing(Problem problem) {
        failure = Optional.of(
                new ElasticsearchFacts.Trouble(problem, "it is so", Fixtures.NOW.minusSeconds(1), Fixtures.NOW));
        return this;
    }

    /** A pod in another state; the operator begins with a pod without any. */
    public Scene pod(String node, UnaryOperator<Pods> state) {
        pods.put(node, state);
        return this;
    }

    /** The pod of the node has been made of the wanted spec already. */
    public Scene current(String... nodes) {
        current.addAll(List.of(nodes));
        return this;
    }

    /** Its pod is not there; Elasticsearch may list it or not. */
    public Scene podless(String node) {
        absent.add(node);
        return this;
    }

    /** Neither Kubernetes nor Elasticsearch has it. */
    public Scene away(String node) {
        return podless(node).says(a -> a.without(node));
    }

    public Scene zone(String node, String zone) {
        zones.put(node, zone);
        return this;
    }

    /** Its claim says that the operator took its vote. */
    public Scene marked(String node, String ofOthers) {
        marks.put(node, ofOthers);
        return this;
    }

    public Scene unlabelled(String node) {
        unlabelled.add(node);
        return this;
    }

    public Scene withoutClaim(String node) {
        withoutClaim.add(node);
        return this;
    }

    /** Somebody deleted the StatefulSet and orphaned its pods, which are seen no more. */
    public Scene withoutStatefulSet(String pool) {
        withoutSet.add(pool);
        return this;
    }

    /** Its StatefulSet has the template of the running spec. */
    public Scene behind(String pool) {
        behind.add(pool);
        return this;
    }

    /** Its StatefulSet has another size than the running spec. */
    public Scene size(String pool, int nodes) {
        sizes.put(pool, nodes);
        return this;
    }

    public Scene statefulSets(Consumer<StatefulSet> change) {
        sets.add(change);
        return this;
    }

    public Scene world(Consumer<World> change) {
        more.add(change);
        return this;
    }

    public ElasticCluster wanted() {
        ElasticCluster cluster = Fixtures.cluster("version: " + wantedVersion + "\n" + wantedPools + wantedMore);
        return formed ? Fixtures.formedOf(cluster, runningVersion) : cluster;
    }

    private ElasticCluster running() {
        return Fixtures.cluster("version: " + runningVersion + "\n" + runningPools + runningMore);
    }

    public Plan plan() {
        ElasticCluster wanted = wanted();
        return Planner.plan(wanted, world(wanted).see(), Fixtures.NOW);
    }

    /** The plan when it was found elsewhere that a Secret is missing. */
    public Plan planKnowing(String message) {
        ElasticCluster wanted = wanted();
        var problem = new dev.shardwright.cluster.plan.Problem(
                dev.shardwright.cluster.plan.Problem.Reason.SecretMissing, message);
        return Planner.plan(wanted, world(wanted).see(), List.of(problem), Fixtures.NOW, Set.of());
    }

    /** The plan when some rules are out of force. */
    public Plan planWithout(NodeRule... rules) {
        ElasticCluster wanted = wanted();
        return Planner.plan(wanted, world(wanted).see(), List.of(), Fixtures.NOW, Set.of(rules));
    }

    /** The picture that the plan is made of. */
    public Observation see() {
        return world(wanted()).see();
    }

    private World world(ElasticCluster wanted) {
        ElasticCluster running = running();
        World world = new World(wanted);
        for (NodePool pool : running.getSpec().nodePools()) {
            boolean there = !withoutSet.contains(pool.name());
            if (there) {
                statefulSet(world, pool, running, wanted);
            }
            for (int i = 0; i < pool.replicas(); i++) {
                node(world, pool, i, there, running, wanted);
            }
        }
        Answer answer = Answer.of(running);
        told.forEach(change -> change.accept(answer));
        world.facts(facts.orElseGet(() -> new ElasticsearchFacts(answer.facts().known(), failure)));
        if (!formed) {
            world.offer(running.getSpec().nodePools().stream()
                    .filter(NodePool::isMasterEligible)
                    .flatMap(p -> java.util.stream.IntStream.range(0, p.replicas())
                            .mapToObj(i -> Names.node("es", p.name(), i)))
                    .toList());
        }
        more.forEach(change -> change.accept(world));
        return world;
    }

    private void statefulSet(World world, NodePool pool, ElasticCluster running, ElasticCluster wanted) {
        Optional<NodePool> now = wanted.getSpec().pool(pool.name()).filter(p -> !behind.contains(pool.name()));
        int size = sizes.getOrDefault(pool.name(), pool.replicas());
        world.statefulSet(
                now.isPresent() ? wanted : running, now.orElse(pool), size, s -> sets.forEach(c -> c.accept(s)));
    }

    private void node(
            World world, NodePool pool, int ordinal, boolean seen, ElasticCluster running, ElasticCluster wanted) {
        String name = Names.node("es", pool.name(), ordinal);
        if (seen && !absent.contains(name)) {
            Pods pod = Pods.of(current.contains(name) ? wanted : running, pool.name(), ordinal);
            world.pod(pods.getOrDefault(name, Pods::ready)
                    .apply(pod.onHost("host-of-" + name))
                    .build());
        }
        if (zones.containsKey(name)) {
            world.zone("host-of-" + name, zones.get(name));
        }
        if (!withoutClaim.contains(name)) {
            boolean labelled = formed && !unlabelled.contains(name);
            world.claim(pool, ordinal, labelled ? Optional.of(Fixtures.UUID) : Optional.empty());
            Optional.ofNullable(marks.get(name))
                    .ifPresent(mark -> world.annotateClaim(name, Labels.VOTE_WITHDRAWN, mark));
        }
    }

    /** The nodes whose claims grow to the size that the spec has for their pool now. */
    public List<String> grown(String pool, String size) {
        wantedPools = wantedPools.replaceAll("(name: " + pool + ",.*size: )1Gi", "$1" + size);
        return plan().effects().stream()
                .filter(Effect.ShapeClaim.class::isInstance)
                .map(e -> ((Effect.ShapeClaim) e).shaped())
                .filter(c -> new Quantity(size)
                        .equals(c.getSpec().getResources().getRequests().get("storage")))
                .map(c -> Names.nodeOf(c.getMetadata().getName()))
                .toList();
    }

    public NodePlan node(String name) {
        return plan().nodes().stream()
                .filter(n -> n.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The rule that holds a node; empty when none does. */
    public Optional<NodeRule> holds(String name) {
        return node(name).blockedBy();
    }

    public List<ElasticsearchStep> steps() {
        return plan().elasticsearchSteps();
    }

    /** The nodes whose pods are deleted now. */
    public List<String> replaced() {
        return plan().effects().stream()
                .filter(Effect.ReplacePod.class::isInstance)
                .map(e -> ((Effect.ReplacePod) e).pod().getMetadata().getName())
                .toList();
    }

    /** How many nodes each StatefulSet gets. */
    public Map<String, Integer> sizes() {
        Map<String, Integer> all = new HashMap<>();
        plan().pools().forEach(t -> all.put(t.name(), t.replicas()));
        return all;
    }

    /** The nodes of an intent that nothing holds. */
    public List<String> free(Intent intent) {
        return plan().nodes().stream()
                .filter(n -> n.intent() == intent && n.blockedBy().isEmpty())
                .map(NodePlan::node)
                .toList();
    }

    /** Annotations that are to be on the claims that are written, by node. */
    public Map<String, Optional<String>> marks() {
        Map<String, Optional<String>> all = new HashMap<>();
        plan().effects().stream()
                .filter(Effect.ShapeClaim.class::isInstance)
                .map(e -> ((Effect.ShapeClaim) e).shaped().getMetadata())
                .forEach(m -> all.put(
                        Names.nodeOf(m.getName()),
                        Optional.ofNullable(m.getAnnotations().get(Labels.VOTE_WITHDRAWN))));
        return all;
    }
}
