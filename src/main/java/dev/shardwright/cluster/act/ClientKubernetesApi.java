package dev.shardwright.cluster.act;

import dev.shardwright.support.LeanStore;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** The Kubernetes API by its client. */
public final class ClientKubernetesApi implements KubernetesApi {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Names.OPERATOR)
            .withForce(true)
            .build();

    private final KubernetesClient client;

    /** Works through the client. */
    public ClientKubernetesApi(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> T apply(T object) {
        return LeanStore.lean(client.resource(object).patch(APPLY));
    }

    @Override
    public void rehearse(HasMetadata object) {
        client.resource(object).dryRun().patch(APPLY);
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
