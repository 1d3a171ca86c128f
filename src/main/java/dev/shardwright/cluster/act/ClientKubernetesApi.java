package dev.shardwright.cluster.act;

import dev.shardwright.support.LeanStore;
import dev.shardwright.support.ServerSideApply;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The Kubernetes API by its client. */
public final class ClientKubernetesApi implements KubernetesApi {
    private final KubernetesClient client;

    /** Works through the client. */
    public ClientKubernetesApi(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> T apply(T object) {
        return LeanStore.lean(client.resource(object).patch(ServerSideApply.FORCED));
    }

    @Override
    public void rehearse(HasMetadata object) {
        client.resource(object).dryRun().patch(ServerSideApply.FORCED);
    }

    @Override
    public <T extends HasMetadata> Optional<T> read(T like) {
        return Optional.ofNullable(client.resource(like).get());
    }

    @Override
    public void delete(HasMetadata object) {
        client.resource(object)
                .lockResourceVersion(object.getMetadata().getResourceVersion())
                .delete();
    }
}
