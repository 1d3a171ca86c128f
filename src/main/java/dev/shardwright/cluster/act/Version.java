package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;

/**
 * The version of all in an object that anybody may want otherwise: two objects of one version differ in nothing but their
 * status. Where the API server counts the changes of the spec, that number and the metadata tell; else any change counts.
 */
record Version(
        String uid,
        String change,
        String deleted,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<OwnerReference> owners) {

    static Version of(HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        return meta.getGeneration() == null
                ? new Version(meta.getUid(), "version " + meta.getResourceVersion(), null, null, null, null)
                : new Version(
                        meta.getUid(),
                        "generation " + meta.getGeneration(),
                        meta.getDeletionTimestamp(),
                        meta.getLabels(),
                        meta.getAnnotations(),
                        meta.getOwnerReferences());
    }
}
