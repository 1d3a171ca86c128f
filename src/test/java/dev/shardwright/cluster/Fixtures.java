package dev.shardwright.cluster;

import dev.shardwright.api.AutoscalingStatus;
import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Node;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Votes;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.Problem;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Clusters, and what Elasticsearch says of them. */
public final class Fixtures {
    public static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    public static final String UUID = "q1w2e3r4t5y6u7i8o9p0aA";
    public static final String OTHER_UUID = "-therUuidThatBeginsOd_";
    public static final String UID = "uid-of-the-resource";

    public static final String SPEC = """
            version: 8.19.21
            nodePools:
            - {name: master, replicas: 3, roles: [master], storage: {size: 1Gi}}
            - {name: data, replicas: 2, roles: [data, ingest], storage: {size: 1Gi}}
            """;

    public static final List<String> MASTERS = List.of("es-master-0", "es-master-1", "es-master-2");
    public static final List<String> NODES =
            List.of("es-master-0", "es-master-1", "es-master-2", "es-data-0", "es-data-1");

    private Fixtures() {}

    /** Three masters and two data nodes, just applied. */
    public static ElasticCluster cluster() {
        return cluster(SPEC);
    }

    /** The cluster es of a spec in YAML, just applied. */
    public static ElasticCluster cluster(String spec) {
        ElasticCluster cluster = new ElasticCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName("es")
                .withUid(UID)
                .withGeneration(1L)
                .build());
        cluster.setSpec(Serialization.unmarshal(spec, ElasticClusterSpec.class));
        return cluster;
    }

    /** The default spec with further fields. */
    public static ElasticCluster clusterWith(String moreFields) {
        return cluster(SPEC + moreFields);
    }

    /** One pool of one node, with further fields of the pool. */
    public static ElasticCluster clusterOfPool(String poolFields) {
        return cluster("""
                version: 8.19.21
                nodePools:
                - name: all
                  replicas: 1
                  roles: [master, data]
                  storage: {size: 1Gi}
                """ + poolFields.indent(2));
    }

    /** The same cluster with a status that knows its identity. */
    public static ElasticCluster formed(ElasticCluster cluster) {
        return withStatus(
                cluster, UUID, new BootstrapStatus(BootstrapStatus.State.Complete, MASTERS, "2026-04-01T00:00:00Z"));
    }

    /** The same cluster with a status that knows its identity and what its nodes run. */
    public static ElasticCluster formedOf(ElasticCluster cluster, String version) {
        cluster.setStatus(new ElasticClusterStatus(
                1L,
                "green",
                version,
                UUID,
                "5/5",
                null,
                new BootstrapStatus(BootstrapStatus.State.Complete, MASTERS, "2026-04-01T00:00:00Z"),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
        return cluster;
    }

    /** The same cluster with a status that says which masters elect. */
    public static ElasticCluster forming(ElasticCluster cluster) {
        return withStatus(cluster, null, new BootstrapStatus(BootstrapStatus.State.Forming, MASTERS, null));
    }

    /** The same cluster with a status. */
    public static ElasticCluster withStatus(ElasticCluster cluster, String uuid, BootstrapStatus bootstrap) {
        cluster.setStatus(new ElasticClusterStatus(
                1L,
                "green",
                uuid == null ? null : "8.19.21",
                uuid,
                "5/5",
                null,
                bootstrap,
                List.of(),
                List.of(),
                List.of(),
                List.of()));
        return cluster;
    }

    /** The same cluster with these sizes in its status, which otherwise stays as it is. */
    public static ElasticCluster recording(ElasticCluster cluster, List<AutoscalingStatus> sizes) {
        ElasticClusterStatus s = cluster.getStatus();
        cluster.setStatus(new ElasticClusterStatus(
                s.observedGeneration(),
                s.health(),
                s.version(),
                s.clusterUUID(),
                s.nodes(),
                s.waitingFor(),
                s.bootstrap(),
                s.plan(),
                sizes,
                s.certificates(),
                s.conditions()));
        return cluster;
    }

    /** Credentials without a secret in them. */
    public static Credentials noCredentials() {
        return new Credentials(
                List.of(),
                "",
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                List.of());
    }

    /** Green facts of now. */
    public static ElasticsearchFacts green(List<String> nodes) {
        return facts(known(UUID, nodes, ClusterHealth.Status.GREEN));
    }

    /** Good facts. */
    public static ElasticsearchFacts facts(Known known) {
        return new ElasticsearchFacts(Optional.of(known), Optional.empty());
    }

    /** A failed poll after earlier good ones. */
    public static ElasticsearchFacts trouble(Problem problem) {
        return new ElasticsearchFacts(
                Optional.of(known(UUID, NODES, ClusterHealth.Status.GREEN)),
                Optional.of(new Trouble(problem, "it is so", NOW.minusSeconds(30), NOW)));
    }

    /** Facts of now. */
    public static Known known(String uuid, List<String> nodes, ClusterHealth.Status status) {
        return known(NOW.minusSeconds(1), "es", uuid, true, nodes, status);
    }

    /** Facts in full. */
    public static Known known(
            Instant at,
            String clusterName,
            String uuid,
            boolean committed,
            List<String> nodes,
            ClusterHealth.Status status) {
        int lacking = status == ClusterHealth.Status.GREEN ? 0 : 2;
        return new Known(
                at,
                clusterName,
                Optional.ofNullable(uuid),
                committed,
                nodes.stream().findFirst(),
                nodes.stream()
                        .map(n -> new Node(n, "id-" + n, Optional.of("8.19.21"), roles(n)))
                        .toList(),
                new Votes(List.of(), List.of()),
                new ClusterHealth(clusterName, status, false, nodes.size(), nodes.size(), 10, 0, 1, lacking, 0, 0),
                Optional.empty());
    }

    private static List<String> roles(String node) {
        return node.contains("master") ? List.of("master") : List.of("data", "ingest");
    }

    /** All and one more. */
    public static List<String> and(List<String> all, String more) {
        return Stream.concat(all.stream(), Stream.of(more)).toList();
    }
}
