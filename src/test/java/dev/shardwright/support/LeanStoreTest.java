package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;

class LeanStoreTest {
    private static Secret secret() {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("search")
                .withName("es-ca")
                .withResourceVersion("7")
                .addNewManagedField()
                .withManager("kubectl")
                .endManagedField()
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    @Test
    void keepsAllButTheRecordOfWriters() {
        LeanStore<Secret> store = new LeanStore<>();
        Secret object = secret();
        assertThat(store.put(store.getKey(object), object)).isNull();

        Secret kept = store.get("search/es-ca");
        assertThat(kept.getMetadata().getManagedFields()).isEmpty();
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getData()).containsEntry("key", "value");
    }

    @Test
    void takesAwayWhatTheDietSays() {
        LeanStore<Secret> store = new LeanStore<>(s -> s.setData(null));
        store.put("search/es-ca", secret());
        assertThat(store.get("search/es-ca").getData()).isNull();
    }

    /** The informer tells an update from an addition by what was there. */
    @Test
    void givesWhatWasThereBefore() {
        LeanStore<Secret> store = new LeanStore<>();
        Secret first = secret();
        store.put("search/es-ca", first);
        assertThat(store.put("search/es-ca", secret())).isSameAs(first);
    }
}
