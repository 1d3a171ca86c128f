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
     * The names of a cluster's budgets, and the pools that each is for.
     *
     * @param leftovers pools whose nodes still run though the spec no longer names them
     */
    public static Map<String, List<String>> pools(ElasticCluster cluster, List<String> leftovers) {
        String name = cluster.getMetadata().getName();
        Map<String, List<String>> budgets = new TreeMap<>();
        DisruptionGroups.groups(cluster.getSpec())
                .forEach((group, pools) -> budgets.put(
                        Names.disruptionBudget(name, group),
                        pools.stream().map(NodePool::name).toList()));
        leftovers.forEach(pool -> budgets.put(Names.disruptionBudget(name, pool), List.of(pool)));
        return budgets;
    }

    /**
     * One budget.
     *
     * @param budget its name
     * @param pools what it is for
     * @param evictionsAllowed whether the cluster can do without one node at all: healthy, and known to be
     */
    public static PodDisruptionBudget of(
            ElasticCluster cluster, String budget, List<String> pools, boolean evictionsAllowed) {
        int allowed = evictionsAllowed ? 1 : 0;
        String name = cluster.getMetadata().getName();
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Owned.metadata(cluster, budget).build())
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
