package dev.shardwright.cluster.desired;

/** Where things lie in a pod. The prepare script knows the same paths. */
final class PodPaths {
    static final String HOME = "/usr/share/elasticsearch";
    static final String DATA = HOME + "/data";
    static final String CONFIG = HOME + "/config";
    static final String LOGS = HOME + "/logs";
    static final String TMP = "/tmp";

    /** Directories below {@link #CONFIG}, named in elasticsearch.yml. */
    static final String HTTP_CERTS = "http-certs";

    static final String TRANSPORT_CERTS = "transport-certs";
    static final String FILE_REALM = "file-realm";

    private static final String MOUNT = "/mnt/shardwright";
    static final String NEW_CONFIG = MOUNT + "/config";
    static final String REVISION = MOUNT + "/revision";
    static final String BOOTSTRAP = MOUNT + "/bootstrap";
    static final String ZONES = MOUNT + "/zones";
    static final String SECURE_SETTINGS = MOUNT + "/secure-settings";
    static final String PROBE_USER = MOUNT + "/probe-user";

    private PodPaths() {}
}
