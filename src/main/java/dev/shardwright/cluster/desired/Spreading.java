package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.Placement;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodAntiAffinityBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;

/** Spreads the nodes of a cluster over hosts and zones. */
final class Spreading {
    private static final String HOST = "kubernetes.io/hostname";
    private static final int WEIGHT = 100;

    private Spreading() {}

    /** The rule about two nodes of a cluster on one host; null when there is none. */
    static Affinity affinity(ElasticCluster cluster) {
        PodAffinityTerm sameHost = new PodAffinityTermBuilder()
                .withTopologyKey(HOST)
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(cluster.getMetadata().getName()))
                .endLabelSelector()
                .build();
        PodAntiAffinityBuilder apart = new PodAntiAffinityBuilder();
        return switch (cluster.getSpec().placement().spread()) {
            case Required -> build(apart.withRequiredDuringSchedulingIgnoredDuringExecution(sameHost));
            case Preferred ->
                build(apart.withPreferredDuringSchedulingIgnoredDuringExecution(
                        new WeightedPodAffinityTerm(sameHost, WEIGHT)));
            case None -> null;
        };
    }

    /** Each pool evenly over the zones, where the spec names a zone key. */
    static List<TopologySpreadConstraint> overZones(ElasticCluster cluster, NodePool pool) {
        Placement placement = cluster.getSpec().placement();
        if (placement.zoneKey() == null) {
            return List.of();
        }
        boolean required = placement.spread() == Placement.Spread.Required;
        return List.of(new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(placement.zoneKey())
                .withWhenUnsatisfiable(required ? "DoNotSchedule" : "ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(cluster.getMetadata().getName(), pool.name()))
                .endLabelSelector()
                .build());
    }

    private static Affinity build(PodAntiAffinityBuilder apart) {
        return new AffinityBuilder().withPodAntiAffinity(apart.build()).build();
    }
}
