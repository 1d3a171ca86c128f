package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each Secret is watched as long as somebody names it. */
class NamedSecretsTest {
    private static final ResourceID ES = new ResourceID("es", "ns");
    private static final ResourceID ES2 = new ResourceID("es2", "ns");
    private static final ResourceID ELSEWHERE = new ResourceID("es", "other");
    private static final Secret A =
            new SecretBuilder().withNewMetadata().withName("a").endMetadata().build();

    private final FakeWatches watches = new FakeWatches();
    private final List<ResourceID> told = new ArrayList<>();
    private final NamedSecrets secrets = new NamedSecrets(watches.client(), told::add);

    @Test
    void secretIsWatchedUntilTheLastThatNamesItIsForgotten() {
        secrets.of(ES, Set.of("a", "b"));
        secrets.of(ES2, Set.of("a"));
        secrets.of(ELSEWHERE, Set.of("a"));
        assertThat(watches.open()).containsExactly("ns/a", "ns/b", "other/a");
        secrets.forget(ES);
        assertThat(watches.open()).containsExactly("ns/a", "other/a");
        secrets.forget(ES2);
        secrets.forget(ES2);
        assertThat(watches.open()).containsExactly("other/a");
    }

    @Test
    void secretThatIsNoLongerNamedIsLetGo() {
        secrets.of(ES, Set.of("a", "b"));
        secrets.of(ES2, Set.of("b"));
        secrets.of(ES, Set.of("c"));
        assertThat(watches.open()).containsExactly("ns/b", "ns/c");
        secrets.of(ES, Set.of());
        assertThat(watches.open()).containsExactly("ns/b");
    }

    @Test
    void onlyThoseThatNameASecretAreToldOfIt() {
        secrets.of(ES, Set.of("a"));
        secrets.of(ES2, Set.of("a", "b"));
        secrets.of(ELSEWHERE, Set.of("a"));
        watches.add("ns/a", A);
        assertThat(told).containsExactlyInAnyOrder(ES, ES2);
        assertThat(secrets.of(ES2, Set.of("a", "b"))).isEqualTo(Map.of("a", Optional.of(A), "b", Optional.empty()));
        told.clear();
        secrets.forget(ES);
        watches.delete("ns/a", A);
        assertThat(told).containsExactly(ES2);
    }
}
