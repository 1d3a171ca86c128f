package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A client that can only watch, by namespace and name; the test says what is seen. */
public final class FakeWatches {
    private final Map<String, ResourceEventHandler<HasMetadata>> open = new HashMap<>();
    private final Map<String, List<HasMetadata>> objects = new HashMap<>();

    public KubernetesClient client() {
        return fake(KubernetesClient.class, "");
    }

    /** What is watched now. */
    public Set<String> open() {
        return new TreeSet<>(open.keySet());
    }

    public void add(String path, HasMetadata object) {
        objects.computeIfAbsent(path, p -> new ArrayList<>()).add(object);
        open.get(path).onAdd(object);
    }

    public void update(String path, HasMetadata before, HasMetadata after) {
        objects.get(path).remove(before);
        objects.get(path).add(after);
        open.get(path).onUpdate(before, after);
    }

    public void delete(String path, HasMetadata object) {
        objects.get(path).remove(object);
        open.get(path).onDelete(object, false);
    }

    @SuppressWarnings("unchecked") // The handler is of the kind of objects that the test gives.
    private <T> T fake(Class<T> kind, String path) {
        InvocationHandler calls = (proxy, method, args) -> switch (method.getName()) {
            case "secrets" -> fake(MixedOperation.class, "");
            case "nodes" -> fake(NonNamespaceOperation.class, "nodes");
            case "inNamespace" -> fake(NonNamespaceOperation.class, (String) args[0]);
            case "withName" -> fake(Resource.class, path + "/" + args[0]);
            case "inform" -> {
                open.put(path, (ResourceEventHandler<HasMetadata>) args[0]);
                yield fake(SharedIndexInformer.class, path);
            }
            case "getStore" -> fake(Indexer.class, path);
            case "list" -> List.copyOf(objects.getOrDefault(path, List.of()));
            case "close" -> {
                open.remove(path);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        };
        return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, calls));
    }
}
