package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** Volumes of a pod, and where its containers mount them. */
final class PodVolumes {
    private static final int READ_ONLY_MODE = 0440;

    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> prepare = new ArrayList<>();
    private final List<VolumeMount> elasticsearch = new ArrayList<>();

    private PodVolumes() {}

    static PodVolumes of(ElasticCluster cluster, NodePool pool, String revision, boolean secureSettings) {
        PodVolumes v = new PodVolumes();
        String name = cluster.getMetadata().getName();
        v.data();
        v.writable("config", PodPaths.CONFIG);
        v.prepare.add(mount("config", PodPaths.NEW_CONFIG, false));
        v.writable("tmp", PodPaths.TMP);
        v.prepare.add(mount("tmp", PodPaths.TMP, false));
        v.writable("logs", PodPaths.LOGS);
        v.revision(Names.revision(name, pool.name(), revision));
        v.certificates(cluster, name);
        v.secret(PodPaths.FILE_REALM, Names.fileRealm(name), PodPaths.CONFIG + "/" + PodPaths.FILE_REALM);
        if (pool.isMasterEligible()) {
            v.configMap("bootstrap", Names.bootstrap(name), PodPaths.BOOTSTRAP, true);
        }
        if (cluster.getSpec().placement().zoneKey() != null) {
            v.configMap("zones", Names.zones(name), PodPaths.ZONES, false);
        }
        if (!Readiness.hasPort(cluster.getSpec().version())) {
            v.secret("probe-user", Names.probeUser(name), PodPaths.PROBE_USER);
        }
        if (secureSettings) {
            v.secureSettings(Names.secureSettings(name));
        }
        return v;
    }

    List<Volume> volumes() {
        return volumes;
    }

    List<VolumeMount> prepareMounts() {
        return prepare;
    }

    List<VolumeMount> elasticsearchMounts() {
        return elasticsearch;
    }

    private void data() {
        prepare.add(mount(Names.DATA_VOLUME, PodPaths.DATA, false));
        elasticsearch.add(mount(Names.DATA_VOLUME, PodPaths.DATA, false));
    }

    private void writable(String name, String path) {
        volumes.add(new VolumeBuilder()
                .withName(name)
                .withEmptyDir(new EmptyDirVolumeSource())
                .build());
        elasticsearch.add(mount(name, path, false));
    }

    private void revision(String configMap) {
        volumes.add(new VolumeBuilder()
                .withName("revision")
                .withNewConfigMap()
                .withName(configMap)
                .withDefaultMode(READ_ONLY_MODE)
                .endConfigMap()
                .build());
        prepare.add(mount("revision", PodPaths.REVISION, true));
        elasticsearch.add(mount("revision", PodPaths.REVISION, true));
    }

    private void certificates(ElasticCluster cluster, String name) {
        secret(
                PodPaths.TRANSPORT_CERTS,
                Names.transportCertificates(name),
                PodPaths.CONFIG + "/" + PodPaths.TRANSPORT_CERTS);
        if (cluster.getSpec().http().tls().enabled()) {
            secret(PodPaths.HTTP_CERTS, Names.httpCertificates(name), PodPaths.CONFIG + "/" + PodPaths.HTTP_CERTS);
        }
    }

    private void secret(String name, String secret, String path) {
        secretVolume(name, secret);
        elasticsearch.add(mount(name, path, true));
    }

    /** Only the prepare container sees it: Elasticsearch reads the keystore that is made of it. */
    private void secureSettings(String secret) {
        secretVolume("secure-settings", secret);
        prepare.add(mount("secure-settings", PodPaths.SECURE_SETTINGS, true));
    }

    private void secretVolume(String name, String secret) {
        volumes.add(new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READ_ONLY_MODE)
                .endSecret()
                .build());
    }

    private void configMap(String name, String configMap, String path, boolean optional) {
        volumes.add(new VolumeBuilder()
                .withName(name)
                .withNewConfigMap()
                .withName(configMap)
                .withOptional(optional)
                .withDefaultMode(READ_ONLY_MODE)
                .endConfigMap()
                .build());
        prepare.add(mount(name, path, true));
    }

    private static VolumeMount mount(String name, String path, boolean readOnly) {
        VolumeMountBuilder mount = new VolumeMountBuilder().withName(name).withMountPath(path);
        // false is the default, which the API server leaves out.
        return (readOnly ? mount.withReadOnly(true) : mount).build();
    }
}
