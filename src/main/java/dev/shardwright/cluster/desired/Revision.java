package dev.shardwright.cluster.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The frozen record of what the operator puts into the pods of a pool: elasticsearch.yml, scripts and pod template, in
 * one immutable ConfigMap named after the digest of the spec. A newer operator finds it there and leaves the pods alone.
 */
public record Revision(String hash, ConfigMap configMap, PodTemplateSpec template) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final String SETTINGS_KEY = "elasticsearch.yml";
    private static final String TEMPLATE_KEY = "pod-template.json";
    private static final String PREPARE = PodScript.read("prepare.sh");
    private static final String READY = PodScript.read("ready.sh");

    /** The revision that the spec asks for, without secure settings. */
    public static Revision of(ElasticCluster cluster, NodePool pool, Optional<ConfigMap> frozen) {
        return of(cluster, pool, OptionalInt.empty(), name -> frozen);
    }

    /**
     * The revision that the spec and this generation of secure settings ask for: the frozen one, else one made now.
     *
     * @param frozen looks for the ConfigMap of that name
     */
    public static Revision of(
            ElasticCluster cluster,
            NodePool pool,
            OptionalInt secureSettings,
            Function<String, Optional<ConfigMap>> frozen) {
        String hash = PodInputs.of(cluster, pool, secureSettings).revision();
        return frozen.apply(nameOf(cluster, pool.name(), hash))
                .flatMap(map -> read(cluster, pool, hash, map))
                .orElseGet(() -> render(cluster, pool, hash, secureSettings.isPresent()));
    }

    /** The digests of the revisions that the spec and this generation of secure settings ask for, by pool. */
    public static Map<String, String> digests(ElasticCluster cluster, OptionalInt secureSettings) {
        return cluster.getSpec().nodePools().stream()
                .collect(Collectors.toMap(
                        NodePool::name,
                        pool -> PodInputs.of(cluster, pool, secureSettings).revision(),
                        (one, other) -> one));
    }

    /** Name of the ConfigMap of the revision that the spec asks for, without secure settings. */
    public static String nameOf(ElasticCluster cluster, NodePool pool) {
        return nameOf(cluster, pool, OptionalInt.empty());
    }

    /** Name of the ConfigMap of the revision that the spec and this generation of secure settings ask for. */
    public static String nameOf(ElasticCluster cluster, NodePool pool, OptionalInt secureSettings) {
        return nameOf(
                cluster,
                pool.name(),
                PodInputs.of(cluster, pool, secureSettings).revision());
    }

    /** Name of the ConfigMap of a pool's revision. */
    public static String nameOf(ElasticCluster cluster, String pool, String digest) {
        return Names.revision(cluster.getMetadata().getName(), pool, digest);
    }

    private static Optional<Revision> read(ElasticCluster cluster, NodePool pool, String hash, ConfigMap map) {
        try {
            PodTemplateSpec template = JSON.readValue(map.getData().get(TEMPLATE_KEY), PodTemplateSpec.class);
            return Optional.ofNullable(template)
                    .map(t -> new Revision(hash, configMap(cluster, pool, hash, map.getData()), t));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // An unreadable record is as good as none: it is immutable, so rendering it anew cannot change it either.
            return Optional.empty();
        }
    }

    private static Revision render(ElasticCluster cluster, NodePool pool, String hash, boolean secureSettings) {
        PodTemplateSpec template =
                TemplateOverlay.merge(PodTemplate.of(cluster, pool, hash, secureSettings), pool.podTemplate());
        Map<String, String> data = new HashMap<>();
        data.put(SETTINGS_KEY, ElasticsearchYml.of(cluster, pool));
        long heap = Heap.mebibytes(pool).orElseThrow(() -> new IllegalArgumentException("heap of " + pool.name()));
        data.put("heap.options", "-Xms" + heap + "m\n-Xmx" + heap + "m\n");
        data.put("prepare.sh", PREPARE);
        if (!Readiness.hasPort(cluster.getSpec().version())) {
            data.put("ready.sh", READY);
            data.put("scheme", cluster.getSpec().http().tls().enabled() ? "https" : "http");
        }
        try {
            data.put(TEMPLATE_KEY, JSON.writeValueAsString(template));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a pod template is always representable as JSON", e);
        }
        return new Revision(hash, configMap(cluster, pool, hash, data), template);
    }

    /** The roles of the nodes that were made from a record, in Elasticsearch's words; none if it cannot be read. */
    public static List<String> roles(ConfigMap record) {
        return Optional.ofNullable(record.getData())
                .map(data -> data.get(SETTINGS_KEY))
                .map(ElasticsearchYml::roles)
                .orElse(List.of());
    }

    private static ConfigMap configMap(ElasticCluster cluster, NodePool pool, String hash, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withMetadata(Owned.metadata(cluster, nameOf(cluster, pool.name(), hash))
                        .addToLabels(Labels.POOL, pool.name())
                        .build())
                .withImmutable(true)
                .withData(data)
                .build();
    }
}
