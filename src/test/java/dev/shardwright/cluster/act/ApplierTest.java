package dev.shardwright.cluster.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.desired.Services;
import dev.shardwright.cluster.observe.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is applied, and what need not even be made. */
class ApplierTest {
    private final ElasticCluster cluster = Fixtures.clusterOfPool("");
    private final Kubernetes kubernetes = new Kubernetes();
    private final Applier applier = new Applier(kubernetes, kubernetes);
    private int made;

    @Test
    void objectThatIsMissingIsApplied() {
        apply("as it is");
        assertThat(kubernetes.writes).isEqualTo(1);
    }

    @Test
    void objectIsNotEvenMadeWhileNothingHasChanged() {
        apply("as it is");
        int before = made;
        apply("as it is");
        assertThat(made).isEqualTo(before);
        assertThat(kubernetes.writes).isEqualTo(1);
    }

    @Test
    void objectIsMadeAndNotAppliedWhenItFollowsFromSomethingElseAndIsTheSame() {
        apply("as it is");
        int before = made;
        apply("written differently");
        assertThat(made).isGreaterThan(before);
        assertThat(kubernetes.writes).isEqualTo(1);
    }

    @Test
    void whatSomebodyElseChangedIsPutBack() {
        apply("as it is");
        kubernetes.change(service -> service.getSpec().getPorts().getFirst().setPort(1));
        apply("as it is");
        assertThat(kubernetes.writes).isEqualTo(2);
        assertThat(kubernetes.live().getSpec().getPorts().getFirst().getPort()).isNotEqualTo(1);
    }

    @Test
    void labelThatSomebodyTookOffIsPutBackThoughTheSpecIsTheSame() {
        apply("as it is");
        kubernetes.changeMetadata(service -> service.getMetadata().getLabels().clear());
        apply("as it is");
        assertThat(kubernetes.writes).isEqualTo(2);
        assertThat(kubernetes.live().getMetadata().getLabels()).isNotEmpty();
    }

    @Test
    void foreignFieldIsLeftAlone() {
        apply("as it is");
        kubernetes.change(service -> service.getSpec().setExternalName("somebody's"));
        apply("as it is");
        assertThat(kubernetes.writes).isEqualTo(1);
        assertThat(kubernetes.live().getSpec().getExternalName()).isEqualTo("somebody's");
    }

    @Test
    void statusThatChangesIsNoReasonToMakeTheObject() {
        apply("as it is");
        int before = made;
        kubernetes.changeStatus();
        apply("as it is");
        assertThat(made).isEqualTo(before);
    }

    @Test
    void anyChangeIsLookedAtWhereGenerationsAreNotCounted() {
        kubernetes.counts = false;
        apply("as it is");
        int before = made;
        kubernetes.changeStatus();
        apply("as it is");
        assertThat(made).isGreaterThan(before);
    }

    @Test
    void objectOfAnotherUidIsLookedAt() {
        apply("as it is");
        int before = made;
        kubernetes.changeMetadata(service -> service.getMetadata().setUid("another"));
        apply("as it is");
        assertThat(made).isGreaterThan(before);
    }

    @Test
    void forgottenClusterIsLookedAtAnew() {
        apply("as it is");
        int before = made;
        applier.forget(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
        apply("as it is");
        assertThat(made).isGreaterThan(before);
        assertThat(kubernetes.writes).isEqualTo(1);
    }

    private void apply(String follows) {
        Service service = Services.nodes(cluster);
        Wanted<Service> wanted = new Wanted<>(
                Service.class,
                service.getMetadata().getNamespace(),
                service.getMetadata().getName(),
                follows,
                () -> {
                    made++;
                    return Services.nodes(cluster);
                });
        assertThat(applier.apply(cluster, wanted)).isEmpty();
    }

    /** One Service, in the API server and in the cache at once. Every change makes another object. */
    private static final class Kubernetes implements KubernetesApi, Children {
        private final Map<String, HasMetadata> objects = new HashMap<>();
        private boolean counts = true;
        private int writes;
        private int version;

        Service live() {
            return (Service) objects.values().iterator().next();
        }

        void change(Consumer<Service> change) {
            keep(changed(change), true);
        }

        void changeMetadata(Consumer<Service> change) {
            keep(changed(change), false);
        }

        void changeStatus() {
            keep(changed(service -> {}), false);
        }

        private Service changed(Consumer<Service> change) {
            Service copy = Serialization.clone(live());
            change.accept(copy);
            return copy;
        }

        private void keep(HasMetadata object, boolean spec) {
            version++;
            object.getMetadata().setResourceVersion(String.valueOf(version));
            if (counts && spec) {
                object.getMetadata().setGeneration((long) version);
            }
            objects.put(object.getMetadata().getName(), object);
        }

        @Override
        public <T extends HasMetadata> T apply(T object) {
            writes++;
            T copy = Serialization.clone(object);
            copy.getMetadata().setUid("uid");
            keep(copy, true);
            return copy;
        }

        @Override
        public void rehearse(HasMetadata object) {
            throw new UnsupportedOperationException("rehearse");
        }

        @Override
        public <T extends HasMetadata> Optional<T> read(T like) {
            return Optional.empty();
        }

        @Override
        public void delete(HasMetadata object) {
            throw new UnsupportedOperationException("delete");
        }

        @Override
        public <T extends HasMetadata> List<T> list(Class<T> kind, ElasticCluster of) {
            return objects.values().stream().map(kind::cast).toList();
        }

        @Override
        public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
            return Optional.ofNullable(kind.cast(objects.get(name)));
        }

        @Override
        public <T extends HasMetadata> void remember(Class<T> kind, T written, Optional<T> before) {
            assertThat(objects).containsValue(written);
        }
    }
}
