package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePool;

/**
 * How many nodes of a pool there may be now.
 *
 * @param pool the pool as the spec has it
 * @param replicas the number for its StatefulSet; differs from the spec while a rule holds nodes back
 */
public record PoolTarget(NodePool pool, int replicas) {}
