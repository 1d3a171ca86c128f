package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * The Kubernetes API, as far as the operator writes to it and reads past its caches. Every method throws
 * KubernetesClientException when the API server refuses or cannot be reached.
 */
public interface KubernetesApi {

    /** Server-side apply of the operator's own fields, by force. A resourceVersion in the object is a precondition. */
    <T extends HasMetadata> T apply(T object);

    /** Asks whether the API server would take the object, and changes nothing. */
    void rehearse(HasMetadata object);

    /** The object of that kind, namespace and name, from the API server itself. */
    <T extends HasMetadata> Optional<T> read(T like);

    /** Deletes this very object, in this version and no other: its resourceVersion is the precondition. */
    void delete(HasMetadata object);
}
