package dev.shardwright.snapshot.site;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.External;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.support.NamedSecrets;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the clusters of repositories for resources of one kind, and watches the Secrets that this takes. */
public final class RepositorySites implements AutoCloseable {
    private final Sites sites;
    private final NamedSecrets secrets;

    /**
     * Watches nothing yet.
     *
     * @param changed told of each resource whose Secrets change
     */
    public RepositorySites(KubernetesClient client, ClusterDirectory clusters, Consumer<ResourceID> changed) {
        this.sites = new Sites(clusters);
        this.secrets = new NamedSecrets(client, changed);
    }

    /** The cluster that a repository is on, for a resource of the same namespace. */
    public Sites.Lookup of(ResourceID who, Optional<SnapshotRepository> repository) {
        return repository
                .map(r -> of(who, r.getSpec().clusterRef(), r.getSpec().external()))
                .orElseGet(() -> new Sites.Lookup.Missing("RepositoryMissing", "its SnapshotRepository is gone"));
    }

    /** A cluster, for a resource of the same namespace; exactly one of the two is given. */
    public Sites.Lookup of(ResourceID who, ClusterRef cluster, External external) {
        if (cluster != null) {
            secrets.of(who, Set.of());
            return sites.find(who.getNamespace().orElseThrow(), cluster);
        }
        return Sites.find(external, secrets.of(who, Sites.secrets(external)));
    }

    /** Stops watching for a resource. */
    public void forget(ResourceID who) {
        secrets.forget(who);
    }

    @Override
    public void close() {
        secrets.close();
    }
}
