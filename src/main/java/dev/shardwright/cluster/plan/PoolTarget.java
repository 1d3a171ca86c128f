package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePool;
import java.util.Optional;

/**
 * How a StatefulSet is to be now.
 *
 * @param name name of the pool
 * @param pool the pool as the spec has it; empty when its pods stay as they are: the spec dropped the pool, or its turn has
 *     not come yet
 * @param revision the revision that new pods are made from; empty when they stay as they are
 * @param replicas the number of nodes; differs from the spec while a rule holds nodes back
 * @param asleep how many nodes it had before it was hibernated; empty when it is not
 */
public record PoolTarget(
        String name, Optional<NodePool> pool, Optional<String> revision, int replicas, Optional<Integer> asleep) {}
