package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void nestedAndFlatAreTheSame() {
        Map<String, Object> nested = Map.of("a", Map.of("b", Map.of("c", 1), "d.e", "x"), "f", List.of(1, 2));
        assertThat(Settings.flatten(nested))
                .containsExactlyEntriesOf(Settings.flatten(Map.of("a.b.c", 1, "a.d.e", "x", "f", List.of(1, 2))));
        assertThat(Settings.flatten(nested).keySet()).containsExactly("a.b.c", "a.d.e", "f");
    }

    @Test
    void emptyValuesAreValues() {
        assertThat(Settings.flatten(Map.of("a", List.of(), "b", Map.of(), "c", ""))
                        .keySet())
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.name",
                "cluster.initial_master_nodes",
                "node.name",
                "node.roles",
                "node.master",
                "network.host",
                "http.port",
                "transport.port",
                "discovery.seed_hosts",
                "discovery.type",
                "path.data",
                "xpack.security.enabled",
                "xpack.security.http.ssl",
                "xpack.security.http.ssl.enabled",
                "xpack.security.transport.ssl.key",
                "xpack.security.authc.realms.file.mine.order",
                "node.store.allow_mmap",
                "readiness.port",
            })
    void ownedKeysAreRefusedWithWhatToUseInstead(String key) {
        assertThat(OwnedSettings.why(key, false))
                .hasValueSatisfying(why -> assertThat(why).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.routing.allocation.enable",
                "node.attr.rack",
                "http.cors.enabled",
                "http.max_content_length",
                "discoverys",
                "path.repo",
                "path.shared_data",
                "cluster.routing.allocation.awareness.attributes",
                "xpack.security.audit.enabled",
                "xpack.security.authc.realms.ldap.mine.order",
                "xpack.ml.enabled",
                "bootstrap.memory_lock",
            })
    void otherKeysAreTheUsers(String key) {
        assertThat(OwnedSettings.why(key, false)).isEmpty();
    }

    /** What the file says and what users may say must never overlap. */
    @Test
    void everySettingThatTheOperatorWritesIsRefusedFromUsers() {
        ElasticCluster cluster = Fixtures.clusterWith("""
                placement: {zoneKey: topology.kubernetes.io/zone}
                kernel: {maxMapCount: {mode: DisableMmap}}
                """);
        assertThat(ElasticsearchYml.of(cluster, cluster.getSpec().nodePools().getFirst())
                        .lines()
                        .map(line -> line.substring(1, line.indexOf("\": "))))
                .isNotEmpty()
                .allSatisfy(
                        key -> assertThat(OwnedSettings.why(key, true)).as(key).isPresent());
    }
}
