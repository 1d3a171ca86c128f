package dev.shardwright.support;

import java.util.Map;

/** Labels and annotations of everything that belongs to a cluster. */
public final class Labels {
    /** Name of the ElasticCluster. */
    public static final String CLUSTER = Names.GROUP + "/cluster";

    /** Name of the node pool. */
    public static final String POOL = Names.GROUP + "/pool";

    /** "true" on pods and claims of nodes that may become master. */
    public static final String MASTER_ELIGIBLE = Names.GROUP + "/master-eligible";

    /** "true" on pods and claims of nodes that hold shards. */
    public static final String HOLDS_SHARDS = Names.GROUP + "/holds-shards";

    /** On claims: the UUID of the Elasticsearch cluster whose data they hold. */
    public static final String CLUSTER_UUID = Names.GROUP + "/cluster-uuid";

    /** On claims: UID of the resource that made them. */
    public static final String RESOURCE_UID = Names.GROUP + "/resource-uid";

    /** Annotation: hash of what the operator last applied to the object. */
    public static final String APPLIED_HASH = Names.GROUP + "/applied-hash";

    /** Annotation on pods and StatefulSets: the revision of the pool that they were made from. */
    public static final String REVISION = Names.GROUP + "/revision";

    /** Annotation on pods: the version of Elasticsearch that they were made for. */
    public static final String VERSION = Names.GROUP + "/version";

    /** Annotation on a StatefulSet without pods: how many nodes it had before the cluster was put to sleep. */
    public static final String ASLEEP = Names.GROUP + "/hibernated-replicas";

    /**
     * Annotation on the claim of a master that is to leave: the operator excluded it from voting. The value names the
     * exclusions that others had made by then.
     */
    public static final String VOTE_WITHDRAWN = Names.GROUP + "/vote-withdrawn";

    /** Annotation on a Secret made from others: which ones, in which version. */
    public static final String SOURCES = Names.GROUP + "/sources";

    /** Annotation on the Secret of the authorities: the rotationTrigger that was last followed. */
    public static final String ROTATION_TRIGGER = Names.GROUP + "/rotation-trigger";

    /** Annotation on the Secret of the authorities: when the present step of their replacement began. */
    public static final String ROTATION_SINCE = Names.GROUP + "/rotation-since";

    /** Annotation on the merged secure settings: a number that grows with every change of them. */
    public static final String GENERATION = Names.GROUP + "/generation";

    /** Annotation on the merged secure settings: the generation that pods are made anew for, when it is a lower one. */
    public static final String RESTART_GENERATION = Names.GROUP + "/restart-generation";

    /** Annotation on the merged secure settings: when they last changed, if pods are not made anew for that. */
    public static final String CHANGED_AT = Names.GROUP + "/changed-at";

    /** Annotation on a pod: the last change of secure settings that its node has taken up while it ran. */
    public static final String LOADED_CHANGE = Names.GROUP + "/loaded-secure-settings";

    /** On what a SnapshotSchedule made: its name. */
    public static final String SCHEDULE = Names.GROUP + "/schedule";

    /** Annotation on what a SnapshotSchedule made: the time for which it was due. */
    public static final String SCHEDULED_AT = Names.GROUP + "/scheduled-at";

    /** On the Service that a Migration made for the application: its name. */
    public static final String MIGRATION = Names.GROUP + "/migration";

    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** What the caches are filtered by: one label that every child carries. */
    public static final String CHILDREN_SELECTOR = MANAGED_BY + "=" + Names.OPERATOR;

    private static final int UUID_LENGTH = 22;

    private Labels() {}

    /** The labels of every child. */
    public static Map<String, String> of(String cluster) {
        return Map.of(NAME, "elasticsearch", INSTANCE, cluster, MANAGED_BY, Names.OPERATOR, CLUSTER, cluster);
    }

    /** What selects the pods of a cluster. */
    public static Map<String, String> selector(String cluster) {
        return Map.of(MANAGED_BY, Names.OPERATOR, CLUSTER, cluster);
    }

    /** What selects the pods of a pool. */
    public static Map<String, String> selector(String cluster, String pool) {
        return Map.of(MANAGED_BY, Names.OPERATOR, CLUSTER, cluster, POOL, pool);
    }

    /**
     * A cluster UUID as a label value. UUIDs may begin or end with - or _, which labels may not: such a one is put
     * between two x, and {@link #uuidFromLabel} takes them away again (it tells by the length).
     */
    public static String uuidAsLabel(String uuid) {
        boolean fits = Character.isLetterOrDigit(uuid.charAt(0))
                && Character.isLetterOrDigit(uuid.charAt(uuid.length() - 1))
                && uuid.length() == UUID_LENGTH;
        return fits ? uuid : "x" + uuid + "x";
    }

    /** The cluster UUID that a label value stands for. */
    public static String uuidFromLabel(String label) {
        boolean wrapped = label.length() > 2 && label.length() != UUID_LENGTH;
        return wrapped ? label.substring(1, label.length() - 1) : label;
    }
}
