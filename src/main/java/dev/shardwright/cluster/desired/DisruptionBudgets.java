package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** One budget for each group of pools that share a role. */
public final class DisruptionBudgets {
    private DisruptionBudgets() {}

    /**
     * The budgets of a cluster.
     *
     * @param evictionsAllowed whether the cluster can do without one node at all: healthy, and known to be
     */
    public static List<PodDisruptionBudget> of(ElasticCluster cluster, boolean evictionsAllowed) {
        return DisruptionGroups.groups(cluster.getSpec()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group -> budget(cluster, group.getKey(), group.getValue(), evictionsAllowed ? 1 : 0))
                .toList();
    }

    private static PodDisruptionBudget budget(ElasticCluster cluster, String group, List<NodePool> pools, int allowed) {
        String name = cluster.getMetadata().getName();
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Owned.metadata(cluster, Names.disruptionBudget(name, group))
                        .build())
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(allowed))
                .withNewSelector()
                .withMatchLabels(Labels.selector(name))
                .withMatchExpressions(new LabelSelectorRequirementBuilder()
                        .withKey(Labels.POOL)
                        .withOperator("In")
                        .withValues(pools.stream().map(NodePool::name).toList())
                        .build())
                .endSelector()
                .endSpec()
                .build();
    }
}
