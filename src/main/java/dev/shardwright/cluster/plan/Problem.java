package dev.shardwright.cluster.plan;

/**
 * Something that needs a person. As long as one stands, nothing of the cluster is changed.
 *
 * @param reason a stable word for conditions, events and metrics
 * @param message what is wrong, where, and the way out
 */
public record Problem(Reason reason, String message) {
    /** The reasons, in the words that conditions and events use. */
    public enum Reason {
        /** The spec asks for something that cannot be; the message names the field. */
        InvalidSpec,
        /** A Secret that the spec names is missing or lacks a key. */
        SecretMissing,
        /** The podTemplate of a pool has not the shape of a pod template. */
        InvalidPodTemplate,
        /** Volumes of this name hold the data of more than one cluster, or of another one. */
        ClaimsOfDifferentClusters,
        /** Volumes with data are there, and the masters' volumes that belong to them are not. */
        MastersClaimsMissing,
        /** Elasticsearch answers with another identity than the recorded one. */
        ClusterIdentityChanged,
        /** Kept volumes hold data, and their masters' volumes hold none. */
        DataWithoutMasters
    }
}
