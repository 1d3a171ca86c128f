package dev.shardwright.cluster.plan;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.VolumeClaims;
import dev.shardwright.elasticsearch.Roles;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every node that there is or should be, each with its one intent: what a node is for follows from the spec alone. */
final class Roster {
    private static final Duration FRESH = BootstrapView.FRESH;
    /** A refusal that stands this long does not pass by itself; before, an account or a quota may still be on its way. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ElasticCluster cluster;
    private final Observation seen;
    private final Instant now;
    private final Map<String, String> revisions;
    private final Optional<Map<String, ElasticsearchFacts.Node>> members;
    private final boolean justHeard;

    private Roster(ElasticCluster cluster, Observation seen, Map<String, String> revisions, Instant now) {
        this.cluster = cluster;
        this.seen = seen;
        this.now = now;
        this.revisions = revisions;
        this.members = seen.elasticsearch().fresh(now, FRESH).map(k -> k.nodes().stream()
                .collect(Collectors.toMap(ElasticsearchFacts.Node::name, n -> n, (one, other) -> one)));
        this.justHeard = seen.elasticsearch()
                .fresh(now, Situation.FRESH)
                .filter(k -> k.masterNode().isPresent())
                .isPresent();
    }

    /**
     * All nodes.
     *
     * @param revisions by pool: the revision that the spec asks for
     */
    static List<NodeView> of(ElasticCluster cluster, Observation seen, Map<String, String> revisions, Instant now) {
        Roster roster = new Roster(cluster, seen, revisions, now);
        List<NodeView> nodes = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            for (int ordinal : roster.ordinals(pool.name(), pool.replicas())) {
                nodes.add(roster.node(pool.name(), Optional.of(pool), ordinal));
            }
        }
        // Pools that the spec has dropped, and pods that some StatefulSet has already given up.
        Set<String> dropped =
                seen.statefulSets().stream().map(Observation::poolOf).collect(Collectors.toSet());
        seen.pods().forEach(p -> dropped.add(p.getMetadata().getLabels().getOrDefault(Labels.POOL, "")));
        dropped.stream()
                .filter(pool -> cluster.getSpec().pool(pool).isEmpty())
                .sorted()
                .forEach(pool -> roster.ordinals(pool, 0)
                        .forEach(ordinal -> nodes.add(roster.node(pool, Optional.empty(), ordinal))));
        return List.copyOf(nodes);
    }

    /** The numbers of a pool's nodes: wanted ones, those of the StatefulSet, and pods that still are there. */
    private List<Integer> ordinals(String pool, int wanted) {
        TreeSet<Integer> all = new TreeSet<>();
        int size = Math.max(wanted, PoolSizes.existing(pool, cluster, seen).orElse(0));
        for (int i = 0; i < size; i++) {
            all.add(i);
        }
        String prefix = Names.statefulSet(cluster.getMetadata().getName(), pool) + "-";
        seen.pods().stream()
                .filter(p -> pool.equals(p.getMetadata().getLabels().get(Labels.POOL)))
                .map(p -> p.getMetadata().getName())
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(number -> number.matches("\\d{1,6}"))
                .forEach(number -> all.add(Integer.parseInt(number)));
        return List.copyOf(all);
    }

    private NodeView node(String pool, Optional<NodePool> spec, int ordinal) {
        String name = Names.node(cluster.getMetadata().getName(), pool, ordinal);
        Optional<Pod> pod = seen.pod(name);
        Optional<PersistentVolumeClaim> claim = seen.claim(name);
        // Facts may be of a moment before the pod was made anew: then they speak of its predecessor.
        Optional<ElasticsearchFacts.Node> member = members.map(m -> m.get(name))
                .filter(n -> pod.isEmpty()
                        || n.podUid().isEmpty()
                        || n.podUid().get().equals(pod.get().getMetadata().getUid()));
        NodeCondition condition = pod.map(p -> condition(p, member)).orElseGet(() -> absent(pool));
        Optional<RestartReason> restart = pod.flatMap(p -> restart(pool, p, claim));
        Intent intent = intent(spec, ordinal, pod, restart);
        Set<String> roles = roles(pod, claim, spec, member);
        boolean idle = isIdle(intent, pod, claim, member);
        return new NodeView(
                name,
                pool,
                ordinal,
                intent,
                restart.filter(r -> intent == Intent.Restart),
                roles,
                condition,
                pod,
                claim,
                member,
                zone(pod),
                idle);
    }

    private Intent intent(Optional<NodePool> spec, int ordinal, Optional<Pod> pod, Optional<RestartReason> restart) {
        if (spec.filter(p -> ordinal < p.replicas()).isEmpty()) {
            return Intent.Remove;
        }
        if (pod.isEmpty()) {
            return cluster.getSpec().hibernate() ? Intent.Keep : Intent.Create;
        }
        return restart.isEmpty() || cluster.getSpec().hibernate() ? Intent.Keep : Intent.Restart;
    }

    private Optional<RestartReason> restart(String pool, Pod pod, Optional<PersistentVolumeClaim> claim) {
        if (!Observation.revisionOf(pod).equals(revisions.get(pool))) {
            return Optional.of(RestartReason.SpecChanged);
        }
        if (seen.secureSettingsChange()
                .filter(change -> SecureSettingsReload.isOverdue(pod, change, now))
                .isPresent()) {
            return Optional.of(RestartReason.SecureSettings);
        }
        return claim.filter(c -> VolumeResize.isDue(pod, c, now)).map(c -> RestartReason.VolumeResize);
    }

    /** Kubernetes says that the pod is ready; only Elasticsearch can say that the node is a member. */
    private NodeCondition condition(Pod pod, Optional<ElasticsearchFacts.Node> member) {
        NodeCondition condition = NodeCondition.of(pod);
        if (condition.state() != State.Member || members.isEmpty()) {
            return condition;
        }
        if (member.isEmpty()) {
            return new NodeCondition(State.Joining, "the pod is ready, and Elasticsearch does not list the node");
        }
        return isNewerThanFacts(pod)
                ? new NodeCondition(State.Joining, "Elasticsearch was last heard before the pod was made")
                : condition;
    }

    /** What is known then is known of the pod before it. */
    private boolean isNewerThanFacts(Pod pod) {
        Instant made = Timestamps.created(pod);
        return seen.elasticsearch().known().filter(k -> k.at().isBefore(made)).isPresent();
    }

    private NodeCondition absent(String pool) {
        boolean refused = Optional.ofNullable(seen.creationFailures()
                        .get(Names.statefulSet(cluster.getMetadata().getName(), pool)))
                .filter(f -> f.since().isBefore(now.minus(PATIENCE)))
                .isPresent();
        return new NodeCondition(refused ? State.Failing : State.Absent, "");
    }

    /** What runs counts, not what the spec says of the pool by now. */
    private static Set<String> roles(
            Optional<Pod> pod,
            Optional<PersistentVolumeClaim> claim,
            Optional<NodePool> spec,
            Optional<ElasticsearchFacts.Node> member) {
        if (member.isPresent()) {
            return new HashSet<>(member.get().roles());
        }
        Set<String> roles = new HashSet<>();
        spec.map(Situation::words).ifPresent(roles::addAll);
        // A node that is away may be the one that a vote or the last copy of a shard hangs on: its volume tells.
        Stream.of(pod, claim).flatMap(Optional::stream).forEach(object -> {
            Map<String, String> labels = object.getMetadata().getLabels();
            if (labels.containsKey(Labels.MASTER_ELIGIBLE)) {
                roles.add("master");
            }
            if (labels.containsKey(Labels.HOLDS_SHARDS) && !Roles.holdShards(roles)) {
                roles.add("data");
            }
        });
        return roles;
    }

    private Optional<String> zone(Optional<Pod> pod) {
        return pod.map(p -> p.getSpec().getNodeName()).map(seen.zones()::get);
    }

    private boolean isIdle(
            Intent intent,
            Optional<Pod> pod,
            Optional<PersistentVolumeClaim> claim,
            Optional<ElasticsearchFacts.Node> member) {
        Optional<Set<String>> names = members.map(Map::keySet);
        return switch (intent) {
            case Restart -> Replaceable.check(pod.orElseThrow(), names, names.filter(m -> justHeard), now);
            // Never a part of the cluster, as far as its volume, its pod and Elasticsearch say.
            case Remove -> claim.filter(VolumeClaims::isLabelled).isEmpty() && member.isEmpty() && neverRan(pod, claim);
            default -> true;
        };
    }

    /** A pod that is away tells nothing; a volume that none was ever mounted to may have nothing on it. */
    private static boolean neverRan(Optional<Pod> pod, Optional<PersistentVolumeClaim> claim) {
        return pod.map(p -> !NodeCondition.everRan(p))
                .orElse(claim.map(PersistentVolumeClaim::getStatus)
                        .filter(s -> "Bound".equals(s.getPhase()))
                        .isEmpty());
    }
}
