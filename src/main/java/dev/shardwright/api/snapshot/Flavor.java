package dev.shardwright.api.snapshot;

/** Which server an external cluster runs. */
public enum Flavor {
    /** Elasticsearch, of any distribution. */
    Elasticsearch,
    /** OpenSearch, or the Amazon service of that name. */
    OpenSearch
}
