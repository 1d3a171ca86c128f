package dev.shardwright;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceScopeTest {
    @Test
    void allOrOneMayBeWatched() {
        assertThatCode(() -> NamespaceScope.check("elasticcluster", Set.of("JOSDK_ALL_NAMESPACES")))
                .doesNotThrowAnyException();
        assertThatCode(() -> NamespaceScope.check("elasticcluster", Set.of("search")))
                .doesNotThrowAnyException();
    }

    @Test
    void twoMayNot() {
        assertThatThrownBy(() -> NamespaceScope.check("elasticcluster", Set.of("search", "logs")))
                .hasMessage(
                        "controller elasticcluster is told to watch [logs, search]: give it one namespace, or none for all");
    }
}
