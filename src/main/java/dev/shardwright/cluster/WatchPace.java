package dev.shardwright.cluster;

import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.cluster.plan.Plan;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How closely each Elasticsearch cluster is watched. */
public final class WatchPace {
    private final Set<ResourceID> clean = ConcurrentHashMap.newKeySet();

    /** A cluster is left alone once everything was seen to be in its place: what an earlier operator left, too. */
    public Interest of(ResourceID id, Plan plan) {
        if (!plan.isSettled()) {
            clean.remove(id);
        } else if (plan.nothingLeftBehind() || plan.isAsleep()) {
            clean.add(id);
        }
        if (clean.contains(id)) {
            return Interest.STEADY;
        }
        return plan.changesNodes() || plan.isSettled() ? Interest.CHANGING : Interest.ACTIVE;
    }

    /** Forgets a cluster. */
    public void forget(ResourceID id) {
        clean.remove(id);
    }
}
