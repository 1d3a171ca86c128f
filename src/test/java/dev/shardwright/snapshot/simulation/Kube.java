package dev.shardwright.snapshot.simulation;

import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.simulation.Chance;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes with ConfigMaps, and with statuses that are refused when they were made of an older version. */
final class Kube implements KubernetesApi {
    private static final int CONFLICT = 409;

    private final Chance chance;
    private final Map<String, ConfigMap> maps = new HashMap<>();
    private int faults;
    private int deaths;

    Kube(Chance chance) {
        this.chance = chance;
    }

    /** How many writes of a hundred meet a conflict, and in how many the operator is killed. */
    void spoil(int conflicts, int killing) {
        faults = conflicts;
        deaths = killing;
    }

    Map<String, ConfigMap> maps() {
        return maps;
    }

    @Override
    public <T extends HasMetadata> T apply(T object) {
        dieSometimes();
        maps.put(object.getMetadata().getName(), (ConfigMap) object);
        dieSometimes();
        return object;
    }

    /** Writes a status into the resource itself, which is all that a cache would show. */
    <R extends CustomResource<?, S>, S> void write(R resource, S status) {
        dieSometimes();
        if (chance.percent(faults)) {
            touch(resource);
            throw new KubernetesClientException("conflict", CONFLICT, null);
        }
        resource.setStatus(status);
        touch(resource);
        dieSometimes();
    }

    /** Somebody else writes to it: a label, or the same manifest once more. */
    static void touch(HasMetadata resource) {
        int version = Integer.parseInt(resource.getMetadata().getResourceVersion());
        resource.getMetadata().setResourceVersion(Integer.toString(version + 1));
    }

    private void dieSometimes() {
        if (chance.percent(deaths)) {
            throw new Killed();
        }
    }

    @Override
    public void rehearse(HasMetadata object) {
        throw new AssertionError("not asked for");
    }

    @Override
    public <T extends HasMetadata> Optional<T> read(T like) {
        throw new AssertionError("not asked for");
    }

    @Override
    public void delete(HasMetadata object) {
        throw new AssertionError("nothing is ever deleted");
    }
}
