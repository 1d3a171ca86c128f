package dev.shardwright.e2e.harness;

import dev.shardwright.api.ElasticCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** A namespace of a test's own. */
public final class Space implements AutoCloseable {
    private static final List<Space> OPEN = new CopyOnWriteArrayList<>();
    private static final Duration REMOVAL = Duration.ofMinutes(4);
    private static final String FIELD_MANAGER = "e2e";
    private static final String LABEL = "shardwright.dev/e2e";

    private final KubernetesClient client;
    private final String name;

    private Space(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static Space create(KubernetesClient client, String prefix) {
        String suffix = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
        Space space = new Space(client, "e2e-" + prefix + "-" + suffix.toLowerCase(Locale.ROOT));
        Namespace namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(space.name)
                .addToLabels(LABEL, "true")
                .endMetadata()
                .build();
        client.namespaces().resource(namespace).create();
        OPEN.add(space);
        return space;
    }

    /** Removes what a run that was cut off has left. */
    static void sweep(KubernetesClient client) {
        for (Namespace left : client.namespaces().withLabel(LABEL).list().getItems()) {
            Space space = new Space(client, left.getMetadata().getName());
            Console.say("left over by an earlier run: namespace " + space.name);
            OPEN.add(space);
            space.close();
        }
    }

    static List<Space> open() {
        return List.copyOf(OPEN);
    }

    public String name() {
        return name;
    }

    public KubernetesClient client() {
        return client;
    }

    /** Sets the Pod Security level that the API server enforces here. */
    public Space enforce(String level) {
        client.namespaces().withName(name).edit(n -> new NamespaceBuilder(n)
                .editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", level)
                .endMetadata()
                .build());
        return this;
    }

    /** Applies a cluster as kubectl apply --server-side does. */
    public Cluster apply(ClusterManifest manifest) {
        apply(manifest.yaml());
        return new Cluster(this, manifest.name());
    }

    /** Applies any objects; those that name no namespace go here. */
    public List<HasMetadata> apply(String yaml) {
        List<HasMetadata> items = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        return items.stream().map(this::apply).toList();
    }

    /** Applies one object; if it names no namespace, here. */
    public HasMetadata apply(HasMetadata item) {
        String namespace = item.getMetadata().getNamespace();
        boolean clusterWide = "Namespace".equals(item.getKind());
        var resource = client.resource(item);
        var placed = clusterWide ? resource : resource.inNamespace(namespace == null ? name : namespace);
        return placed.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    /** The cluster of that name. */
    public Cluster cluster(String cluster) {
        return new Cluster(this, cluster);
    }

    /** Another namespace, made by what was applied here; closing it removes it. This one, if the name says so. */
    public Space in(String namespace) {
        if (name.equals(namespace)) {
            return this;
        }
        Space other = new Space(client, namespace);
        OPEN.add(other);
        return other;
    }

    @Override
    public void close() {
        if (!OPEN.remove(this)) {
            return;
        }
        // Pods first: a namespace that is deleted over running pods is looked at again only after half of their grace
        // period.
        client.resources(ElasticCluster.class).inNamespace(name).delete();
        client.apps().statefulSets().inNamespace(name).delete();
        client.pods().inNamespace(name).delete();
        Waiting.until("no pods left in " + name, REMOVAL, this::pods, this::isEmpty);
        client.namespaces().withName(name).delete();
        Waiting.until(
                "namespace " + name + " gone",
                REMOVAL,
                this::pods,
                () -> client.namespaces().withName(name).get() == null);
    }

    private boolean isEmpty() {
        return client.resources(ElasticCluster.class)
                        .inNamespace(name)
                        .list()
                        .getItems()
                        .isEmpty()
                && client.pods().inNamespace(name).list().getItems().isEmpty();
    }

    private String pods() {
        return client.pods().inNamespace(name).list().getItems().size() + " pods left";
    }
}
