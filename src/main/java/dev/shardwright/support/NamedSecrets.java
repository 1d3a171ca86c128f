package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Secrets that resources name: one watch each, by name, in the namespace of the resource. So the operator never holds the
 * other Secrets of a Kubernetes cluster in memory.
 */
public final class NamedSecrets implements AutoCloseable {
    private final KubernetesClient client;
    private final Consumer<ResourceID> onChange;
    private final Map<ResourceID, Watched> watched = new HashMap<>();
    private final Map<ResourceID, Set<String>> named = new HashMap<>();

    /** Calls {@code onChange} with each resource, of those that asked here, whose Secret changes. */
    public NamedSecrets(KubernetesClient client, Consumer<ResourceID> onChange) {
        this.client = client;
        this.onChange = onChange;
    }

    private record Watched(SharedIndexInformer<Secret> informer, Set<ResourceID> users) {}

    /** The Secrets of these names, and from now on no others for that resource; empty when there is none of a name. */
    public Map<String, Optional<Secret>> of(ResourceID user, Set<String> names) {
        Map<String, Optional<Secret>> found = new HashMap<>();
        synchronized (watched) {
            Set<String> before = named.getOrDefault(user, Set.of());
            if (!names.equals(before)) {
                before.stream().filter(name -> !names.contains(name)).forEach(name -> release(user, name));
                named.put(user, Set.copyOf(names));
            }
            names.forEach(name -> found.put(name, watch(user, name)));
        }
        return Map.copyOf(found);
    }

    /** Stops watching for a resource. */
    public void forget(ResourceID user) {
        synchronized (watched) {
            Optional.ofNullable(named.remove(user)).orElse(Set.of()).forEach(name -> release(user, name));
        }
    }

    @Override
    public void close() {
        synchronized (watched) {
            watched.values().forEach(w -> w.informer().close());
            watched.clear();
        }
    }

    private Optional<Secret> watch(ResourceID user, String name) {
        ResourceID key = key(user, name);
        Watched w = watched.computeIfAbsent(key, k -> new Watched(inform(k), new HashSet<>()));
        w.users().add(user);
        return w.informer().getStore().list().stream().findFirst();
    }

    private SharedIndexInformer<Secret> inform(ResourceID key) {
        return client.secrets()
                .inNamespace(key.getNamespace().orElseThrow())
                .withName(key.getName())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Secret secret) {
                        tell(key);
                    }

                    @Override
                    public void onUpdate(Secret before, Secret secret) {
                        tell(key);
                    }

                    @Override
                    public void onDelete(Secret secret, boolean unknown) {
                        tell(key);
                    }
                });
    }

    private void tell(ResourceID secret) {
        Set<ResourceID> concerned;
        synchronized (watched) {
            Watched w = watched.get(secret);
            concerned = w == null ? Set.of() : Set.copyOf(w.users());
        }
        concerned.forEach(onChange);
    }

    private void release(ResourceID user, String name) {
        watched.computeIfPresent(key(user, name), (key, w) -> {
            w.users().remove(user);
            if (!w.users().isEmpty()) {
                return w;
            }
            w.informer().close();
            return null;
        });
    }

    private static ResourceID key(ResourceID user, String name) {
        return new ResourceID(name, user.getNamespace().orElseThrow());
    }
}
