package dev.shardwright.cluster.plan;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.PrepareReport;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps beside applying objects, in the order in which they are taken. */
final class EffectPlanner {
    private EffectPlanner() {}

    static List<Effect> plan(
            ElasticCluster cluster, Observation seen, BootstrapDecision bootstrap, List<NodePlan> nodes, Instant now) {
        List<Effect> effects = new ArrayList<>();
        effects.addAll(labelClaims(cluster, seen, bootstrap, now));
        effects.addAll(withdrawOffer(cluster, seen, bootstrap));
        effects.addAll(mastersThatMissedTheOffer(cluster, seen, bootstrap));
        effects.addAll(brokenPods(seen, nodes));
        effects.addAll(unusedRevisions(cluster, seen));
        return List.copyOf(effects);
    }

    /**
     * A claim is labelled when its node is a member of that very cluster: proven, not assumed. Masters' first, so that
     * data never stands there alone.
     */
    static List<Effect> labelClaims(
            ElasticCluster cluster, Observation seen, BootstrapDecision bootstrap, Instant now) {
        Optional<ElasticsearchFacts.Known> known = seen.elasticsearch().fresh(now, BootstrapView.FRESH);
        Optional<String> uuid = bootstrap.uuid();
        boolean proven = uuid.isPresent()
                && known.filter(ElasticsearchFacts.Known::uuidCommitted)
                        .flatMap(ElasticsearchFacts.Known::clusterUuid)
                        .equals(uuid);
        if (!proven) {
            return List.of();
        }
        List<PersistentVolumeClaim> unlabelled = known.get().nodes().stream()
                .flatMap(n -> seen.claim(n.name()).stream())
                .filter(c -> !c.getMetadata().getLabels().containsKey(Labels.CLUSTER_UUID))
                .toList();
        List<PersistentVolumeClaim> masters =
                unlabelled.stream().filter(c -> isMasters(cluster, c)).toList();
        boolean mastersSafe = seen.claims().stream()
                .anyMatch(c ->
                        isMasters(cluster, c) && c.getMetadata().getLabels().containsKey(Labels.CLUSTER_UUID));
        return (mastersSafe ? unlabelled : masters)
                .stream().<Effect>map(c -> new Effect.LabelClaim(c, uuid.get())).toList();
    }

    private static List<Effect> withdrawOffer(ElasticCluster cluster, Observation seen, BootstrapDecision bootstrap) {
        boolean offered =
                seen.configMap(Names.bootstrap(cluster.getMetadata().getName())).isPresent();
        boolean over = bootstrap.state() == BootstrapStatus.State.Complete
                && bootstrap.offer().isEmpty();
        return offered && over ? List.of(new Effect.WithdrawOffer()) : List.of();
    }

    /** First masters that started on an empty volume before the offer was there, when too few took it to elect. */
    private static List<Effect> mastersThatMissedTheOffer(
            ElasticCluster cluster, Observation seen, BootstrapDecision bootstrap) {
        boolean offered = bootstrap.state() == BootstrapStatus.State.Forming
                && seen.configMap(Names.bootstrap(cluster.getMetadata().getName()))
                        .isPresent();
        if (!offered) {
            return List.of();
        }
        List<Pod> masters =
                bootstrap.offer().stream().flatMap(n -> seen.pod(n).stream()).toList();
        long took = masters.stream()
                .filter(p -> PrepareReport.of(p)
                        .filter(r -> r.offer() == PrepareReport.Offer.TAKEN)
                        .isPresent())
                .count();
        if (took > bootstrap.offer().size() / 2) {
            return List.of();
        }
        return masters.stream()
                .filter(p -> NodeCondition.of(p).state() != NodeCondition.State.Leaving)
                .filter(p -> PrepareReport.of(p)
                        .filter(r -> r.dataEmpty() && r.offer() == PrepareReport.Offer.NONE)
                        .isPresent())
                .<Effect>map(p -> new Effect.ReplacePod(p, "it started before it was asked to form a cluster"))
                .toList();
    }

    private static List<Effect> brokenPods(Observation seen, List<NodePlan> nodes) {
        return nodes.stream()
                .filter(n -> n.intent() == Intent.Restart && n.blockedBy().isEmpty())
                .filter(n -> n.state() != NodeCondition.State.Leaving)
                .flatMap(n -> seen.pod(n.node()).stream())
                // The StatefulSet must know the new revision, else it makes the same pod again.
                .filter(p -> seen.statefulSet(p.getMetadata().getLabels().get(Labels.POOL))
                        .filter(s -> !annotation(s).equals(annotation(p)))
                        .filter(s -> s.getStatus() != null
                                && s.getMetadata()
                                        .getGeneration()
                                        .equals(s.getStatus().getObservedGeneration()))
                        .isPresent())
                .<Effect>map(p -> new Effect.ReplacePod(p, "it could not start with the earlier spec"))
                .toList();
    }

    private static List<Effect> unusedRevisions(ElasticCluster cluster, Observation seen) {
        Set<String> used = cluster.getSpec().nodePools().stream()
                .map(p -> Revision.nameOf(cluster, p))
                .collect(Collectors.toSet());
        seen.pods()
                .forEach(p -> used.add(
                        revisionName(cluster, p.getMetadata().getLabels().get(Labels.POOL), p)));
        seen.statefulSets().forEach(s -> used.add(revisionName(cluster, Observation.poolOf(s), s)));
        return seen.configMaps().stream()
                .filter(EffectPlanner::isRevision)
                .map(c -> c.getMetadata().getName())
                .filter(name -> !used.contains(name))
                .sorted()
                .<Effect>map(Effect.DropRevision::new)
                .toList();
    }

    private static boolean isRevision(ConfigMap map) {
        return Boolean.TRUE.equals(map.getImmutable())
                && map.getMetadata().getLabels().containsKey(Labels.POOL);
    }

    private static String revisionName(ElasticCluster cluster, String pool, HasMetadata object) {
        return Names.revision(cluster.getMetadata().getName(), pool, annotation(object));
    }

    private static String annotation(HasMetadata object) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.REVISION, "");
    }

    /** By its label, or because its pool has become one of masters since. */
    private static boolean isMasters(ElasticCluster cluster, PersistentVolumeClaim claim) {
        Map<String, String> labels = claim.getMetadata().getLabels();
        return labels.containsKey(Labels.MASTER_ELIGIBLE)
                || cluster.getSpec()
                        .pool(labels.getOrDefault(Labels.POOL, ""))
                        .filter(NodePool::isMasterEligible)
                        .isPresent();
    }
}
