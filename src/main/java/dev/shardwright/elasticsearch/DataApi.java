package dev.shardwright.elasticsearch;

/** All that the operator asks and tells a cluster about its data: indices, and snapshots of them. */
public interface DataApi extends SnapshotApi, IndexApi {}
