package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.External;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;

/**
 * What is restored, and where to: enough to go on when the Snapshot and the SnapshotRepository are gone.
 *
 * @param clusterRef the ElasticCluster; null when it is one outside
 * @param external   the cluster outside; null when it is an ElasticCluster
 * @param repository name of the repository in Elasticsearch
 * @param snapshot   name of the snapshot in it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Place(ClusterRef clusterRef, External external, String repository, String snapshot) {
    static Place of(SnapshotRepositorySpec spec, String repository, String snapshot) {
        return new Place(spec.clusterRef(), spec.external(), repository, snapshot);
    }

    /** The cluster, for people. */
    String cluster() {
        return clusterRef == null ? external.url() : clusterRef.name();
    }
}
