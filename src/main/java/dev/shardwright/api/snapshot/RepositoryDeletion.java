package dev.shardwright.api.snapshot;

/** What becomes of the registration in Elasticsearch when the resource is deleted. Snapshots stay in any case. */
public enum RepositoryDeletion {
    /** It stays registered. */
    Retain,
    /** It is taken out of the cluster; the files stay where they are. */
    Deregister
}
