package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that are made from the types in {@code api}: the CRDs, and the reference of their fields. They are checked in;
 * {@link GeneratedCrdTest} compares and rewrites them.
 *
 * <p>Nearly everything comes from the annotations of the types. What the generator cannot express is added here, by path.
 */
final class CrdFiles {
    private static final String HEADER =
            "# Generated from src/main/java/dev/shardwright/api: do not edit, run make crds.\n";

    /** The longest name of an index. */
    private static final int LONGEST_NAME = 255;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    private CrdFiles() {}

    /** Content by path, relative to the top of the tree. */
    static Map<Path, String> all() {
        List<ObjectNode> crds = List.of(
                crd(ElasticCluster.class, CrdFiles::finishElasticCluster),
                crd(SnapshotRepository.class, CrdFiles::finishSnapshotRepository),
                crd(Snapshot.class, CrdFiles::finishSnapshot),
                crd(SnapshotSchedule.class, CrdFiles::finishSnapshotSchedule),
                crd(Restore.class, CrdFiles::finishRestore),
                crd(Migration.class, CrdFiles::finishMigration));
        Map<Path, String> files = new LinkedHashMap<>();
        crds.forEach(crd -> files.put(
                Path.of("deploy/crds/%s.yaml".formatted(crd.at("/metadata/name").asText())), HEADER + yaml(crd)));
        files.put(Path.of("docs/reference.md"), CrdReference.of(crds.toArray(JsonNode[]::new)));
        return files;
    }

    /** What the annotations cannot say about an ElasticCluster. */
    private static void finishElasticCluster(SchemaEditor schema) {
        finish(schema)
                .listMap("spec.nodePools", "name")
                .listSet("spec.nodePools[].roles")
                .listMap("spec.secureSettings", "secretName")
                .listMap("spec.auth.users", "secretName")
                .listMap("spec.auth.roles", "secretName")
                .listMap("status.plan", "node")
                .listMap("status.autoscaling", "pool");
        resources(schema, "spec.nodePools[].resources");
    }

    private static void finishSnapshotRepository(SchemaEditor schema) {
        finish(schema).maxValueLength("spec.settings", LONGEST_NAME);
    }

    private static void finishSnapshot(SchemaEditor schema) {
        finish(schema)
                .maxItemLength("spec.indices", LONGEST_NAME)
                .maxItemLength("spec.featureStates", LONGEST_NAME)
                .fixedOnceStarted(
                        "a Snapshot that has started cannot change, except for deletionPolicy: make a new one",
                        "repositoryRef",
                        "indices",
                        "includeGlobalState",
                        "featureStates",
                        "ignoreUnavailable",
                        "partial",
                        "samples");
    }

    private static void finishSnapshotSchedule(SchemaEditor schema) {
        finish(schema)
                .maxItemLength("spec.template.spec.indices", LONGEST_NAME)
                .maxItemLength("spec.template.spec.featureStates", LONGEST_NAME)
                .maxItemLength("spec.drill.indices", LONGEST_NAME);
        resources(schema, "spec.drill.throwAwayCluster.resources");
    }

    private static void finishRestore(SchemaEditor schema) {
        finish(schema)
                .maxItemLength("spec.indices", LONGEST_NAME)
                .maxItemLength("spec.featureStates", LONGEST_NAME)
                .maxItemLength("spec.ignoreIndexSettings", LONGEST_NAME);
    }

    private static void finishMigration(SchemaEditor schema) {
        finish(schema)
                .maxValueLength("spec.repository.settings", LONGEST_NAME)
                .maxItemLength("spec.indices", LONGEST_NAME)
                .fixedOnceStarted(
                        "a Migration that has started cannot change, except for cutover: make a new one",
                        "source",
                        "target",
                        "repository",
                        "indices",
                        "rename",
                        "indexSettings",
                        "verification");
    }

    private static SchemaEditor finish(SchemaEditor schema) {
        conditions(schema, "status.conditions");
        return schema.required("", "spec");
    }

    /** Requests and limits, bounded so that the API server can foresee the cost of checking them. */
    private static void resources(SchemaEditor schema, String path) {
        schema.remove(path, "claims")
                .describe(path + ".requests", "What the scheduler sets aside, for example cpu: 500m, memory: 2Gi.")
                .describe(path + ".limits", "What the container may use at most, for example memory: 2Gi.")
                .maxProperties(path + ".requests", 10)
                .maxProperties(path + ".limits", 10)
                .maxValueLength(path + ".requests", 32)
                .maxValueLength(path + ".limits", 32);
    }

    /** The same rules and words as metav1.Condition. */
    private static void conditions(SchemaEditor schema, String path) {
        schema.listMap(path, "type")
                .required(path + "[]", "type", "status", "reason", "message", "lastTransitionTime")
                .describe(path + "[].type", "What the condition is about.")
                .describe(path + "[].status", "True, False or Unknown.")
                .describe(path + "[].reason", "The cause in one word, for programs.")
                .describe(path + "[].message", "The cause in words, for people.")
                .describe(path + "[].lastTransitionTime", "When status last changed.")
                .describe(path + "[].observedGeneration", "The generation of the spec that the condition speaks of.");
    }

    private static ObjectNode crd(Class<? extends CustomResource<?, ?>> type, Finish finish) {
        ObjectNode crd = generate(type);
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        SchemaEditor schema = new SchemaEditor((ObjectNode) version.at("/schema/openAPIV3Schema"));
        schema.describe("", description(type))
                .describe("spec", description(typeArgument(type, 0)))
                .describe("status", description(typeArgument(type, 1)));
        finish.accept(schema);
        schema.dropRepeatedRules();
        version.set("additionalPrinterColumns", printerColumns(type));
        return (ObjectNode) wholeNumbers(crd);
    }

    private static ObjectNode generate(Class<? extends CustomResource<?, ?>> type) {
        try {
            Path folder = Files.createTempDirectory("crds");
            try {
                new CRDGenerator()
                        .customResourceClasses(type)
                        .forCRDVersions("v1")
                        .inOutputDir(folder.toFile())
                        .generate();
                try (Stream<Path> files = Files.list(folder)) {
                    File only = files.findFirst().orElseThrow().toFile();
                    return (ObjectNode) YAML.readTree(only);
                }
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of the annotations; the generator sorts them by path. */
    private static ArrayNode printerColumns(Class<?> type) {
        ArrayNode columns = YAML.createArrayNode();
        for (AdditionalPrinterColumn column : type.getAnnotationsByType(AdditionalPrinterColumn.class)) {
            ObjectNode node = columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().getValue())
                    .put("jsonPath", column.jsonPath());
            if (column.priority() > 0) {
                node.put("priority", column.priority());
            }
        }
        return columns;
    }

    private static Class<?> typeArgument(Class<?> customResource, int index) {
        var parent = (ParameterizedType) customResource.getGenericSuperclass();
        return (Class<?>) parent.getActualTypeArguments()[index];
    }

    private static String description(Class<?> type) {
        return type.getAnnotation(JsonClassDescription.class).value();
    }

    /** 1 instead of 1.0: limits of whole numbers. */
    private static JsonNode wholeNumbers(JsonNode node) {
        if (node.isDouble() && node.doubleValue() == Math.rint(node.doubleValue())) {
            return LongNode.valueOf(node.longValue());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(wholeNumbers(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, wholeNumbers(array.get(i)));
            }
        }
        return node;
    }

    private static String yaml(JsonNode node) {
        try {
            return YAML.writeValueAsString(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Finish {
        void accept(SchemaEditor schema);
    }
}
