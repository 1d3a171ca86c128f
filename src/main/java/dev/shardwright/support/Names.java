package dev.shardwright.support;

/** Names of everything that belongs to a cluster. Users and other tools rely on them: they never change. */
public final class Names {
    /** API group, and prefix of every label and annotation. */
    public static final String GROUP = "shardwright.dev";

    /** Field manager of all server-side applies, and name of the operator. */
    public static final String OPERATOR = "shardwright";

    /** Name of the Elasticsearch container in a pod. */
    public static final String CONTAINER = "elasticsearch";

    /** Name of the init container that lays out the configuration. */
    public static final String PREPARE_CONTAINER = "prepare";

    /** Name of the init container that raises vm.max_map_count. */
    public static final String MAX_MAP_COUNT_CONTAINER = "max-map-count";

    /** Name of the volume claim template: claims are called data-&lt;node&gt;. */
    public static final String DATA_VOLUME = "data";

    public static final int HTTP_PORT = 9200;
    public static final int TRANSPORT_PORT = 9300;
    public static final int READINESS_PORT = 9399;

    private Names() {}

    /** The StatefulSet of a pool. */
    public static String statefulSet(String cluster, String pool) {
        return cluster + "-" + pool;
    }

    /** A node of a pool, which is also the name of its pod. */
    public static String node(String cluster, String pool, int ordinal) {
        return statefulSet(cluster, pool) + "-" + ordinal;
    }

    /** The volume claim of a node. */
    public static String claim(String node) {
        return DATA_VOLUME + "-" + node;
    }

    /** The node that a volume claim belongs to. */
    public static String nodeOf(String claim) {
        return claim.substring(DATA_VOLUME.length() + 1);
    }

    /** The frozen record of what the operator puts into the pods of a pool: configuration, scripts, pod template. */
    public static String revision(String cluster, String pool, String hash) {
        return statefulSet(cluster, pool) + "-" + hash;
    }

    /** ConfigMap with the first masters, there only while the cluster forms. */
    public static String bootstrap(String cluster) {
        return cluster + "-bootstrap";
    }

    /** ConfigMap with the zone of each Kubernetes node, for clusters that know zones. */
    public static String zones(String cluster) {
        return cluster + "-zones";
    }

    /** Headless Service of all nodes: discovery. */
    public static String nodesService(String cluster) {
        return cluster + "-nodes";
    }

    /** Service that clients use. */
    public static String httpService(String cluster) {
        return cluster + "-http";
    }

    /** Secret with the private keys of the cluster's authorities. No pod mounts it. */
    public static String authorities(String cluster) {
        return cluster + "-ca";
    }

    /** Secret with certificate and key of the HTTP port, and the authority's certificate (ca.crt) for clients. */
    public static String httpCertificates(String cluster) {
        return cluster + "-http-certs";
    }

    /** Secret with certificate and key of the transport port. */
    public static String transportCertificates(String cluster) {
        return cluster + "-transport-certs";
    }

    /** Secret with the password of the user elastic. */
    public static String elasticUser(String cluster) {
        return cluster + "-elastic-user";
    }

    /** Secret with the password of the operator's own user. No pod mounts it. */
    public static String operatorUser(String cluster) {
        return cluster + "-operator-user";
    }

    /** Secret with the user of the readiness probe of versions that have no readiness port. */
    public static String probeUser(String cluster) {
        return cluster + "-probe-user";
    }

    /** Secret with the files of the file realm: users, users_roles, roles.yml (hashes only). */
    public static String fileRealm(String cluster) {
        return cluster + "-file-realm";
    }

    /** Secret with all entries of the keystore, merged from those that the spec names. */
    public static String secureSettings(String cluster) {
        return cluster + "-secure-settings";
    }

    /** Service account of the pods. It has no rights and no token is mounted. */
    public static String serviceAccount(String cluster) {
        return cluster + "-nodes";
    }

    /** NetworkPolicy of the nodes. */
    public static String networkPolicy(String cluster) {
        return cluster + "-nodes";
    }

    /** PodDisruptionBudget of the pools that share roles, named after them. */
    public static String disruptionBudget(String cluster, String group) {
        return cluster + "-" + group;
    }
}
