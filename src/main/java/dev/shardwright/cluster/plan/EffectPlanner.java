package dev.shardwright.cluster.plan;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.desired.PoolStatefulSet;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.PrepareReport;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The steps beside applying objects, in the order in which they are taken. */
final class EffectPlanner {
    private EffectPlanner() {}

    static List<Effect> plan(Situation s, List<NodePlan> nodes) {
        ElasticCluster cluster = s.cluster();
        List<Effect> effects = new ArrayList<>();
        effects.addAll(withdrawOffer(cluster, s.seen(), s.bootstrap()));
        effects.addAll(mastersThatMissedTheOffer(cluster, s.seen(), s.bootstrap()));
        effects.addAll(restarts(nodes));
        effects.addAll(secondChances(s, nodes));
        effects.addAll(emptyStatefulSets(cluster, s.seen()));
        effects.addAll(unusedRevisions(s));
        return List.copyOf(effects);
    }

    private static List<Effect> withdrawOffer(ElasticCluster cluster, Observation seen, BootstrapDecision bootstrap) {
        boolean offered =
                seen.configMap(Names.bootstrap(cluster.getMetadata().getName())).isPresent();
        return offered && bootstrap.isOver() ? List.of(new Effect.WithdrawOffer()) : List.of();
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

    private static List<Effect> restarts(List<NodePlan> nodes) {
        return nodes.stream()
                .filter(n -> n.intent() == Intent.Restart && n.blockedBy().isEmpty())
                .filter(n -> n.state() != NodeCondition.State.Leaving)
                .flatMap(n -> n.view().pod().<Effect>map(p -> new Effect.ReplacePod(p, why(n))).stream())
                .toList();
    }

    /**
     * A node that has to give away what is on its volume and cannot start would stay for ever. Its pod, in which nothing
     * runs, is made anew when that changes something; the node still is to be removed.
     */
    private static List<Effect> secondChances(Situation s, List<NodePlan> nodes) {
        return nodes.stream()
                .filter(n -> n.intent() == Intent.Remove && n.blockedBy().isPresent())
                .flatMap(n -> n.view().pod().stream()
                        .filter(p -> Replaceable.runsNothing(p, s.now()))
                        .filter(p -> s.seen()
                                .statefulSet(n.pool())
                                .filter(set -> !Observation.revisionOf(set).equals(Observation.revisionOf(p)))
                                .isPresent())
                        .<Effect>map(p -> new Effect.ReplacePod(
                                p, "it could not start with the earlier spec, and is to give away what it holds")))
                .toList();
    }

    private static String why(NodePlan node) {
        RestartReason reason = node.view().restart().orElseThrow();
        return node.view().idle() && reason == RestartReason.SpecChanged
                ? "it could not start with the earlier spec"
                : reason.cause();
    }

    private static List<Effect> emptyStatefulSets(ElasticCluster cluster, Observation seen) {
        return seen.statefulSets().stream()
                .filter(set -> cluster.getSpec().pool(Observation.poolOf(set)).isEmpty())
                .filter(set -> set.getSpec().getReplicas() == 0
                        && PoolStatefulSet.asleep(set).isEmpty())
                .filter(set -> Observation.isTakenUp(set)
                        && Objects.requireNonNullElse(set.getStatus().getReplicas(), 0) == 0)
                .filter(set -> seen.pods().stream().noneMatch(p -> Observation.poolOf(set)
                        .equals(p.getMetadata().getLabels().get(Labels.POOL))))
                .<Effect>map(Effect.DropStatefulSet::new)
                .toList();
    }

    private static List<Effect> unusedRevisions(Situation s) {
        ElasticCluster cluster = s.cluster();
        Observation seen = s.seen();
        Set<String> used = new HashSet<>();
        s.revisions().forEach((pool, digest) -> used.add(Revision.nameOf(cluster, pool, digest)));
        seen.pods()
                .forEach(p -> used.add(
                        revisionName(cluster, p.getMetadata().getLabels().get(Labels.POOL), p)));
        seen.statefulSets().forEach(set -> used.add(revisionName(cluster, Observation.poolOf(set), set)));
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
        return Revision.nameOf(cluster, pool, Observation.revisionOf(object));
    }
}
