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
import java.util.TreeMap;

/** One budget for each group of pools that share a role. */
public final class DisruptionBudgets {
    private DisruptionBudgets() {}

    /**
     * The budgets of a cluster.
     *
     * @param leftovers pools whose nodes still run though the spec no longer names them
     * @param evictionsAllowed whether the cluster can do without one node at all: healthy, and known to be
     */
    public static List<PodDisruptionBudget> of(
            ElasticCluster cluster, List<String> leftovers, boolean evictionsAllowed) {
        int allowed = evictionsAllowed ? 1 : 0;
        Map<String, List<String>> groups = new TreeMap<>();
        DisruptionGroups.groups(cluster.getSpec())
                .forEach((group, pools) ->
                        groups.put(group, pools.stream().map(NodePool::name).toList()));
        leftovers.forEach(pool -> groups.put(pool, List.of(pool)));
        return groups.entrySet().stream()
                .map(group -> budget(cluster, group.getKey(), group.getValue(), allowed))
                .toList();
    }

    private static PodDisruptionBudget budget(ElasticCluster cluster, String group, List<String> pools, int allowed) {
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
                        .withValues(pools)
                        .build())
                .endSelector()
                .endSpec()
                .build();
    }
}
