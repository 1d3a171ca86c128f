package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user wants. */
@JsonClassDescription("What you want: the nodes, and how they are run.")
@ValidationRule(
        value = "self.nodePools.exists(p, 'master' in p.roles && !('voting_only' in p.roles))",
        message =
                "nodePools: at least one pool needs the role master (without voting_only): a cluster without masters cannot"
                        + " work, and the last masters of a running one are never removed",
        fieldPath = ".nodePools")
@ValidationRule(
        value = "self.nodePools.exists(p, 'data' in p.roles || 'data_content' in p.roles)",
        message = "nodePools: at least one pool needs the role data (or data_content)",
        fieldPath = ".nodePools")
public record ElasticClusterSpec(
        @Required
        @Size(max = 20)
        @ValidationRule(
                value = "self.matches('" + SUPPORTED_VERSIONS + "')",
                messageExpression =
                        "'version ' + self + ' is not supported: use 7.17.x, 8.x.y or 9.x.y," + " for example 8.19.21'",
                message = "version is not supported: use 7.17.x, 8.x.y or 9.x.y, for example 8.19.21")
        @JsonPropertyDescription(
                "Version of Elasticsearch: 7.17.x, 8.x.y or 9.x.y, for example 8.19.21. It never goes down."
                        + " From 7.17 go to 8.19 first, from there to 9.")
        String version,

        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
                "Image of Elasticsearch. Default: docker.elastic.co/elasticsearch/elasticsearch:<version>.")
        String image,

        @Required @Size(min = 1, max = 30) @JsonPropertyDescription("The nodes, in pools of one kind each.")
        List<NodePool> nodePools,

        @SchemaFrom(type = Object.class)
        @PreserveUnknownFields
        @JsonPropertyDescription(
                "Entries of elasticsearch.yml for every pool, flat or nested. Keys that the operator sets"
                        + " itself (cluster.name, node.roles, discovery, TLS, ...) are refused by name.")
        Map<String, Object> config,

        @JsonPropertyDescription("How nodes are spread over hosts and zones.")
        Placement placement,

        @JsonPropertyDescription("Kernel settings of the hosts.")
        Kernel kernel,

        @JsonPropertyDescription("The HTTP port: certificate and Service.")
        Http http,

        @JsonPropertyDescription(
                "Users and roles beside the built-in user elastic (password in Secret <cluster>-elastic-user).")
        Auth auth,

        @Size(max = 100)
        @JsonPropertyDescription("Secrets whose keys become entries of the Elasticsearch keystore, for example"
                + " s3.client.default.access_key.")
        List<SecretRef> secureSettings,

        @JsonPropertyDescription("How many nodes may change at a time.")
        Update update,

        @JsonPropertyDescription(
                "true: the operator changes nothing of this cluster and goes on reporting its state. Default false.")
        Boolean paused,

        @JsonPropertyDescription("true: all nodes are stopped at once and their volumes kept, until it is false again."
                + " Nothing is drained; the cluster comes back as it was. Default false.")
        Boolean hibernate,

        @JsonPropertyDescription("The cluster's own certificate authorities.")
        Certificates certificates,

        @Default("Retain")
        @JsonPropertyDescription(
                "Retain (default): deleting this resource keeps the volumes, and a resource of the same name"
                        + " adopts them. Delete: the volumes, and all data, are deleted with the resource.")
        VolumeRetention volumeRetention,

        @JsonPropertyDescription("The NetworkPolicy of the cluster.")
        NetworkPolicySpec networkPolicy) {

    /** The versions that the operator knows, as a regular expression of CEL. */
    static final String SUPPORTED_VERSIONS = "^(7[.]17|[89][.](0|[1-9][0-9]?))[.](0|[1-9][0-9]?)$";

    public ElasticClusterSpec {
        nodePools = nodePools == null ? List.of() : List.copyOf(nodePools);
        config = config == null ? Map.of() : config;
        placement = placement == null ? new Placement(null, null) : placement;
        kernel = kernel == null ? new Kernel(null) : kernel;
        http = http == null ? new Http(null, null) : http;
        auth = auth == null ? new Auth(null, null) : auth;
        secureSettings = secureSettings == null ? List.of() : List.copyOf(secureSettings);
        update = update == null ? new Update(null, null, null, null) : update;
        paused = Boolean.TRUE.equals(paused);
        hibernate = Boolean.TRUE.equals(hibernate);
        certificates = certificates == null ? new Certificates(null) : certificates;
        volumeRetention = volumeRetention == null ? VolumeRetention.Retain : volumeRetention;
        networkPolicy = networkPolicy == null ? new NetworkPolicySpec(null) : networkPolicy;
    }

    /** The image to run: the one asked for, else the official one of the version. */
    public String effectiveImage() {
        return image != null ? image : "docker.elastic.co/elasticsearch/elasticsearch:" + version;
    }

    /** The pool of that name, if the spec has it. */
    public Optional<NodePool> pool(String name) {
        return nodePools.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** The same with other pools. */
    public ElasticClusterSpec withPools(List<NodePool> pools) {
        return new ElasticClusterSpec(
                version,
                image,
                pools,
                config,
                placement,
                kernel,
                http,
                auth,
                secureSettings,
                update,
                paused,
                hibernate,
                certificates,
                volumeRetention,
                networkPolicy);
    }

    /** How many nodes the spec asks for. */
    public int totalReplicas() {
        return nodePools.stream().mapToInt(NodePool::replicas).sum();
    }
}
