package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** An ElasticCluster as a user writes it: a document, not our types, so that it can also be wrong. */
public final class ClusterManifest {
    private static final Path CLUSTERS = Path.of("src", "e2e", "resources", "clusters");

    /** Serialization would take a text that begins with a bracket for JSON. */
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ObjectNode root;

    private ClusterManifest(ObjectNode root) {
        this.root = root;
    }

    /** One of src/e2e/resources/clusters. */
    public static ClusterManifest load(String name) {
        return read(CLUSTERS.resolve(name + ".yaml"));
    }

    /** A file that holds one ElasticCluster. */
    public static ClusterManifest read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterManifest parse(String yaml) {
        return new ClusterManifest((ObjectNode) node(yaml));
    }

    /** The same with a change; the original stays. */
    public ClusterManifest with(Consumer<ClusterManifest> change) {
        ClusterManifest copy = new ClusterManifest(root.deepCopy());
        change.accept(copy);
        return copy;
    }

    /** The same under another name. */
    public ClusterManifest named(String name) {
        return with(m -> m.metadata().put("name", name));
    }

    public String name() {
        return root.path("metadata").path("name").asText();
    }

    public ObjectNode metadata() {
        return root.withObject("/metadata");
    }

    public ObjectNode spec() {
        return root.withObject("/spec");
    }

    public ArrayNode pools() {
        return (ArrayNode) spec().path("nodePools");
    }

    /** The pool of that name. */
    public ObjectNode pool(String name) {
        return (ObjectNode) StreamSupport.stream(pools().spliterator(), false)
                .filter(p -> name.equals(p.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** Puts a piece of YAML at a place of the spec, such as /kernel. */
    public ClusterManifest put(String pointer, String yaml) {
        return with(m -> {
            int cut = pointer.lastIndexOf('/');
            ObjectNode parent = cut == 0 ? m.spec() : m.spec().withObject(pointer.substring(0, cut));
            parent.set(pointer.substring(cut + 1), node(yaml));
        });
    }

    /** Puts a piece of YAML into a pool. */
    public ClusterManifest putInPool(String pool, String field, String yaml) {
        return with(m -> m.pool(pool).set(field, node(yaml)));
    }

    private static JsonNode node(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    public String yaml() {
        return Serialization.asYaml(root);
    }
}
