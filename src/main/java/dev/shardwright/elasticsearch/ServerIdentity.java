package dev.shardwright.elasticsearch;

import java.util.Optional;

/**
 * Who answers.
 *
 * @param clusterName  name of the cluster
 * @param clusterUuid  its identity; empty while it has none
 * @param version      number of the server's version, such as {@code 8.19.21}
 * @param distribution which server it is
 */
public record ServerIdentity(
        String clusterName, Optional<String> clusterUuid, String version, Distribution distribution) {
    private static final String NO_UUID = "_na_";

    /** The servers that we know. */
    public enum Distribution {
        /** Elasticsearch, of any licence; Amazon's up to 7.10, too. */
        ELASTICSEARCH,
        /** OpenSearch. */
        OPENSEARCH
    }

    static ServerIdentity from(JsonObject body) throws MalformedAnswerException {
        JsonObject version = body.object("version");
        return new ServerIdentity(
                body.text("cluster_name"),
                Optional.of(body.text("cluster_uuid")).filter(uuid -> !uuid.equals(NO_UUID)),
                version.text("number"),
                distribution(version));
    }

    private static Distribution distribution(JsonObject version) throws MalformedAnswerException {
        Optional<String> told = version.optionalText("distribution"); // Elasticsearch tells none
        if (told.isPresent() && !told.get().equals("opensearch")) {
            throw new MalformedAnswerException("version.distribution is none that is known");
        }
        return told.isPresent() ? Distribution.OPENSEARCH : Distribution.ELASTICSEARCH;
    }
}
