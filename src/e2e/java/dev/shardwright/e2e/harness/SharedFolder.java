package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A folder that every node of a cluster sees, for repositories of type fs. */
public final class SharedFolder {
    /** Where it is in every node, and what path.repo names. */
    public static final String PATH = "/snapshots";

    private static final String NAME = "snapshots";
    private static final String VARIABLE = "E2E_RWX_STORAGE_CLASS";
    private static final String MOUNTED = """
            spec:
              containers:
              - name: elasticsearch
                volumeMounts: [{name: %1$s, mountPath: %2$s}]
              volumes:
              - name: %1$s
                persistentVolumeClaim: {claimName: %1$s}
            """.formatted(NAME, PATH);

    private SharedFolder() {}

    /**
     * Makes the claim, which can be mounted by every pod of the namespace. The test ends as skipped where no storage
     * class for that is known: E2E_RWX_STORAGE_CLASS names one.
     */
    public static SharedFolder in(Space space) {
        Optional<String> storageClass = Optional.ofNullable(System.getenv(VARIABLE))
                .or(() -> LocalKubernetes.isTarget() ? Optional.of("shared") : Optional.empty());
        Assumptions.assumeTrue(storageClass.isPresent(), VARIABLE + " names no storage class for ReadWriteMany");
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(storageClass.orElseThrow())
                .withAccessModes("ReadWriteMany")
                .withNewResources()
                .addToRequests("storage", new Quantity("2Gi"))
                .endResources()
                .endSpec()
                .build();
        space.apply(claim);
        return new SharedFolder();
    }

    /** The cluster with the folder in every node. */
    public ClusterManifest mountedBy(ClusterManifest cluster) {
        ClusterManifest mounted = cluster.with(
                m -> m.spec().withObject("/config").putArray("path.repo").add(PATH));
        for (JsonNode pool : cluster.pools()) {
            mounted = mounted.putInPool(pool.path("name").asText(), "podTemplate", MOUNTED);
        }
        return mounted;
    }
}
