package dev.shardwright.simulation;

/** What befalls the world, for counting: a story of nothing but good weather proves little. */
public enum Fault {
    /** A call to Kubernetes failed, before or after its effect. */
    API_ERROR,
    /** The operator died. */
    CRASH,
    /** A request to Elasticsearch failed. */
    FAILED_REQUEST,
    /** A change of Elasticsearch took place, and its answer was lost. */
    LOST_ANSWER,
    /** An answer left a node out. */
    GAP,
    /** Elasticsearch accepted a request and never answered. */
    HANGING,
    /** Events of Kubernetes come seconds late. */
    LATE_EVENTS,
    /** A Kubernetes node died. */
    LOST_HOST,
    /** Somebody deleted a pod. */
    DELETED_POD
}
