package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import org.junit.jupiter.api.Test;

class ElasticsearchYmlTest {
    @Test
    void golden819() {
        assertThat(yml(Fixtures.cluster(), "data")).isEqualTo("""
                "cluster.name": "es"
                "discovery.seed_hosts": "es-nodes.ns.svc"
                "http.port": 9200
                "network.host": "0.0.0.0"
                "network.publish_host": "${POD_IP}"
                "node.attr.shardwright_node": "${POD_NAME}"
                "node.attr.shardwright_pod": "${POD_UID}"
                "node.name": "${POD_NAME}"
                "node.roles": ["data","ingest"]
                "readiness.port": 9399
                "transport.port": 9300
                "xpack.security.authc.realms.file.file1.order": -100
                "xpack.security.authc.reserved_realm.enabled": false
                "xpack.security.enabled": true
                "xpack.security.http.ssl.certificate": "http-certs/tls.crt"
                "xpack.security.http.ssl.enabled": true
                "xpack.security.http.ssl.key": "http-certs/tls.key"
                "xpack.security.transport.ssl.certificate": "transport-certs/tls.crt"
                "xpack.security.transport.ssl.certificate_authorities": "transport-certs/ca.crt"
                "xpack.security.transport.ssl.enabled": true
                "xpack.security.transport.ssl.key": "transport-certs/tls.key"
                "xpack.security.transport.ssl.verification_mode": "certificate"
                """);
    }

    @Test
    void golden717WithoutHttpTlsWithoutMmapWithZones() {
        ElasticCluster cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", "7.17.29") + """
                http: {tls: {disabled: true}}
                kernel: {maxMapCount: {mode: DisableMmap}}
                placement: {zoneKey: topology.kubernetes.io/zone}
                """);
        assertThat(yml(cluster, "master")).isEqualTo("""
                "cluster.name": "es"
                "cluster.routing.allocation.awareness.attributes": "zone"
                "discovery.seed_hosts": "es-nodes.ns.svc"
                "http.port": 9200
                "network.host": "0.0.0.0"
                "network.publish_host": "${POD_IP}"
                "node.attr.shardwright_node": "${POD_NAME}"
                "node.attr.shardwright_pod": "${POD_UID}"
                "node.name": "${POD_NAME}"
                "node.roles": ["master"]
                "node.store.allow_mmap": false
                "transport.port": 9300
                "xpack.security.authc.realms.file.file1.order": -100
                "xpack.security.authc.reserved_realm.enabled": false
                "xpack.security.enabled": true
                "xpack.security.http.ssl.enabled": false
                "xpack.security.transport.ssl.certificate": "transport-certs/tls.crt"
                "xpack.security.transport.ssl.certificate_authorities": "transport-certs/ca.crt"
                "xpack.security.transport.ssl.enabled": true
                "xpack.security.transport.ssl.key": "transport-certs/tls.key"
                "xpack.security.transport.ssl.verification_mode": "certificate"
                """);
    }

    @Test
    void usersEntriesArePoolOverClusterAndOwnedWin() {
        ElasticCluster cluster = Fixtures.cluster("""
                version: 8.19.21
                nodePools:
                - name: all
                  replicas: 1
                  roles: [master, data]
                  storage: {size: 1Gi}
                  config: {http.max_content_length: 10mb, node: {attr: {rack: r1}}}
                config:
                  http: {max_content_length: 200mb, cors: {enabled: true}}
                  indices.breaker.total.limit: "70%"
                  node.name: mine
                  a.list: [x, "y: z"]
                """);
        assertThat(yml(cluster, "all").lines())
                .contains(
                        "\"http.max_content_length\": \"10mb\"",
                        "\"http.cors.enabled\": true",
                        "\"indices.breaker.total.limit\": \"70%\"",
                        "\"node.attr.rack\": \"r1\"",
                        "\"a.list\": [\"x\",\"y: z\"]",
                        "\"node.name\": \"${POD_NAME}\"")
                .doesNotContain("\"node.name\": \"mine\"")
                .doesNotHaveDuplicates();
    }

    /** The bootstrap setting never stands in what pods are made from: dropping it would restart them. */
    @Test
    void neverHoldsTheBootstrapSetting() {
        assertThat(yml(Fixtures.cluster(), "master")).doesNotContain("initial_master_nodes");
    }

    private static String yml(ElasticCluster cluster, String pool) {
        return ElasticsearchYml.of(cluster, cluster.getSpec().pool(pool).orElseThrow());
    }
}
