package dev.shardwright.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.shardwright.security.InvalidRealmException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merges role definitions into one roles.yml. Elasticsearch cuts that file into roles by the first column, so it is
 * written afresh: one role after the other, by name, everything below it indented.
 */
final class RoleFile {
    private static final String OPERATOR = "the operator";
    private static final String OWN = """
            shardwright_operator:
              cluster: [monitor, manage]
              indices:
              - names: ['*']
                privileges: [monitor]
                allow_restricted_indices: true
            shardwright_probe:
              cluster: [monitor]
            shardwright_snapshots:
              indices:
              - names: ['*']
                privileges: [read, manage]
            """;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());
    private static final ObjectReader READER =
            YAML.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final ObjectWriter WRITER = YAML.writer();

    private RoleFile() {}

    static String of(List<RoleDocument> documents) throws InvalidRealmException {
        Map<String, JsonNode> roles = new TreeMap<>();
        add(new RoleDocument(OPERATOR, OWN), roles);
        for (RoleDocument document : documents) {
            add(document, roles);
        }
        try {
            return WRITER.writeValueAsString(roles);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("roles could not be written", e);
        }
    }

    private static void add(RoleDocument document, Map<String, JsonNode> roles) throws InvalidRealmException {
        JsonNode mapping = parse(document);
        for (Map.Entry<String, JsonNode> role : mapping.properties()) {
            RealmNames.check(role.getKey(), "the role name", Reason.ROLE_NAME);
            if (!role.getValue().isObject()) {
                throw malformed(document, "role '" + role.getKey() + "' is no mapping");
            }
            if (roles.put(role.getKey(), role.getValue()) != null) {
                throw new InvalidRealmException(
                        Reason.DUPLICATE_ROLE,
                        role.getKey(),
                        "the role '" + role.getKey() + "' of " + document.source() + " is defined elsewhere too");
            }
        }
    }

    private static JsonNode parse(RoleDocument document) throws InvalidRealmException {
        try {
            if (hasAlias(document.yaml())) {
                throw malformed(document, "YAML aliases are not supported");
            }
            try (MappingIterator<JsonNode> all = READER.readValues(document.yaml())) {
                JsonNode first = all.hasNextValue() ? all.nextValue() : YAML.missingNode();
                if (!first.isObject() || all.hasNextValue()) {
                    throw malformed(document, "it must be one mapping of role names to definitions");
                }
                return first;
            }
        } catch (IOException | RuntimeException e) {
            // The parser's message quotes the document: not for status or log.
            throw malformed(document, "it is no valid YAML");
        }
    }

    /** The reader would take an alias for a text, and so give the role another meaning. */
    private static boolean hasAlias(String yaml) throws IOException {
        try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.isCurrentAlias()) {
                    return true;
                }
            }
            return false;
        }
    }

    private static InvalidRealmException malformed(RoleDocument document, String why) {
        return new InvalidRealmException(
                Reason.MALFORMED_ROLES,
                document.source(),
                "the roles of " + document.source() + " are unusable: " + why);
    }
}
