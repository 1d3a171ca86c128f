package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.Storage;
import dev.shardwright.cluster.desired.ConfigMaps;
import dev.shardwright.cluster.desired.PoolStatefulSet;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.Observation.CreationFailure;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What there is of a cluster; {@link #see} makes the picture of it. */
public final class World {
    private final ElasticCluster cluster;
    private final List<StatefulSet> statefulSets = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final List<PersistentVolumeClaim> claims = new ArrayList<>();
    private final List<String> goingClaims = new ArrayList<>();
    private final List<ConfigMap> configMaps = new ArrayList<>();
    private final Map<String, Optional<Secret>> secrets = new HashMap<>();
    private final Map<String, CreationFailure> creationFailures = new HashMap<>();
    private final Map<String, String> zones = new HashMap<>();
    private ElasticsearchFacts facts = ElasticsearchFacts.NONE;
    private Optional<SecureSettingsChange> change = Optional.empty();

    public World(ElasticCluster cluster) {
        this.cluster = cluster;
    }

    /** A cluster at rest: everything there, every node a member, claims labelled, green. */
    public static World settled(ElasticCluster cluster) {
        return settledWithout(cluster, "nobody");
    }

    /** The same without the pod of one node, which Elasticsearch goes on to list. */
    public static World settledWithout(ElasticCluster cluster, String podless) {
        World world = new World(cluster).statefulSets();
        List<String> nodes = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            for (int i = 0; i < pool.replicas(); i++) {
                String node = Names.node(cluster.getMetadata().getName(), pool.name(), i);
                if (!node.equals(podless)) {
                    world.pod(Pods.of(cluster, pool.name(), i).ready().build());
                }
                world.claim(pool.name(), i, Optional.of(Fixtures.UUID));
                nodes.add(node);
            }
        }
        return world.facts(Fixtures.green(nodes));
    }

    /** A pool that no spec has. */
    public static NodePool poolNamed(String name) {
        return new NodePool(name, 1, List.of(NodeRole.DATA), null, null, new Storage("1Gi", null), null, null);
    }

    /** The StatefulSets that the spec asks for, seen by their controller, and their revisions. */
    public World statefulSets() {
        cluster.getSpec().nodePools().forEach(p -> statefulSet(p, p.replicas()));
        return this;
    }

    /** One StatefulSet of another size than the spec asks for. */
    public World statefulSet(NodePool pool, int replicas) {
        return statefulSet(pool, replicas, s -> {});
    }

    /** One StatefulSet, changed. */
    public World statefulSet(NodePool pool, int replicas, Consumer<StatefulSet> change) {
        return statefulSet(cluster, pool, replicas, change);
    }

    /** One StatefulSet as another spec of the cluster made it, changed. */
    public World statefulSet(ElasticCluster maker, NodePool pool, int replicas, Consumer<StatefulSet> change) {
        Revision revision = Revision.of(maker, pool, Optional.empty());
        StatefulSet set = new StatefulSetBuilder(
                        PoolStatefulSet.of(maker, pool, revision, replicas, Optional.empty(), Optional.empty()))
                .editMetadata()
                .withUid("uid-" + pool.name())
                .withGeneration(4L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(4L)
                .withReplicas(replicas)
                .endStatus()
                .build();
        change.accept(set);
        statefulSets.add(set);
        configMaps.add(revision.configMap());
        return this;
    }

    /** The StatefulSet of a pool, with a specification of the past. */
    public World outdatedStatefulSet(NodePool pool, String revision) {
        return statefulSet(
                pool, pool.replicas(), s -> s.getMetadata().setAnnotations(Map.of(Labels.REVISION, revision)));
    }

    public World pod(Pod pod) {
        pods.add(pod);
        return this;
    }

    /** A claim as the StatefulSet of this resource makes it. */
    public World claim(String pool, int ordinal, Optional<String> uuid) {
        boolean master =
                cluster.getSpec().pool(pool).map(NodePool::isMasterEligible).orElse(false);
        return claim(pool, ordinal, uuid, master, cluster.getMetadata().getUid());
    }

    /** A claim of a pool that the spec may have dropped. */
    public World claim(NodePool pool, int ordinal, Optional<String> uuid) {
        claim(
                pool.name(),
                ordinal,
                uuid,
                pool.isMasterEligible(),
                cluster.getMetadata().getUid());
        if (pool.holdsShards()) {
            claims.getLast().getMetadata().getLabels().put(Labels.HOLDS_SHARDS, "true");
        }
        return this;
    }

    public World annotateClaim(String node, String key, String value) {
        return changeClaim(node, c -> c.getMetadata().setAnnotations(Map.of(key, value)));
    }

    /** A claim that is there, changed. */
    public World changeClaim(String node, Consumer<PersistentVolumeClaim> change) {
        claims.stream()
                .filter(c -> c.getMetadata().getName().equals(Names.claim(node)))
                .forEach(change);
        return this;
    }

    /** The zone of a Kubernetes node. */
    public World zone(String host, String zone) {
        zones.put(host, zone);
        return this;
    }

    /** A claim. */
    public World claim(String pool, int ordinal, Optional<String> uuid, boolean master, String resourceUid) {
        String name = cluster.getMetadata().getName();
        Map<String, String> labels = new HashMap<>(Labels.of(name));
        labels.put(Labels.POOL, pool);
        labels.put(Labels.RESOURCE_UID, resourceUid);
        if (master) {
            labels.put(Labels.MASTER_ELIGIBLE, "true");
        }
        uuid.ifPresent(u -> labels.put(Labels.CLUSTER_UUID, Labels.uuidAsLabel(u)));
        claims.add(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(Names.claim(Names.node(name, pool, ordinal)))
                .withUid("uid-" + pool + ordinal)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .withNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build());
        return this;
    }

    /** Claims of all nodes of the spec. */
    public World claims(Optional<String> uuid) {
        cluster.getSpec().nodePools().forEach(p -> {
            for (int i = 0; i < p.replicas(); i++) {
                claim(p.name(), i, uuid);
            }
        });
        return this;
    }

    /** The offer to form a cluster. */
    public World offer(List<String> names) {
        configMaps.add(ConfigMaps.bootstrap(cluster, names));
        return this;
    }

    public World configMap(ConfigMap map) {
        configMaps.add(map);
        return this;
    }

    public World facts(ElasticsearchFacts now) {
        facts = now;
        return this;
    }

    /** A Secret that the spec names; empty when it is missing. */
    public World secret(String name, Optional<Secret> secret) {
        secrets.put(name, secret);
        return this;
    }

    /** What Kubernetes says of a StatefulSet whose pods it refuses. */
    public World creationFailure(String statefulSet, Instant since, String message) {
        creationFailures.put(statefulSet, new CreationFailure(since, message));
        return this;
    }

    /** A change of secure settings that running nodes are to take up. */
    public World change(SecureSettingsChange made) {
        change = Optional.of(made);
        return this;
    }

    /** A claim that is deleted with an earlier resource of this name. */
    public World goingClaim(String node) {
        goingClaims.add("data-" + node);
        return this;
    }

    public Observation see() {
        return new Observation(
                List.copyOf(statefulSets),
                List.copyOf(pods),
                List.copyOf(claims),
                List.copyOf(goingClaims),
                List.copyOf(configMaps),
                Map.copyOf(secrets),
                Map.copyOf(zones),
                facts,
                OptionalInt.empty(),
                change,
                Map.copyOf(creationFailures));
    }
}
