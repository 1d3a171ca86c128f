package dev.shardwright.cluster.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod is marked when its node has read the keystore, and at no other time. */
class SecureSettingsLoaderTest {
    private static final SecureSettingsChange CHANGE = new SecureSettingsChange(7, Fixtures.NOW);
    private static final Pod POD =
            Pods.of(Fixtures.cluster(), "data", 0).ready().build();

    private final List<String> done = new ArrayList<>();
    private final List<HasMetadata> applied = new ArrayList<>();
    private int code;
    private Optional<KubernetesClientException> refusal = Optional.empty();
    private Reply<Done> answer = new Reply.Answer<>(new Done());
    private Instant now = Fixtures.NOW;
    private final SecureSettingsLoader loader =
            new SecureSettingsLoader(this::run, new Api(), Runnable::run, () -> now);

    private int run(Pod pod, List<String> command, byte[] input) {
        done.add("run in " + pod.getMetadata().getName() + ": " + command.get(0) + " "
                + String.join(" ", command.subList(3, command.size())) + " < " + new String(input, UTF_8));
        refusal.ifPresent(e -> {
            throw e;
        });
        return code;
    }

    private void load(String generation) {
        load(generation, CHANGE);
    }

    private void load(String generation, SecureSettingsChange change) {
        Secret settings = new SecretBuilder()
                .withNewMetadata()
                .addToAnnotations(Labels.GENERATION, generation)
                .endMetadata()
                .withData(Map.of("s3.client.b.secret_key", "Yg==", "s3.client.a.secret_key", "YQ=="))
                .build();
        loader.load(change, settings, List.of(POD), node -> {
            done.add("reload " + node);
            return answer;
        });
    }

    @Test
    void keystoreThenElasticsearchThenTheMark() {
        load("7");
        assertThat(done)
                .containsExactly(
                        "run in es-data-0: bash keystore uid-es-data-0 " + Fixtures.NOW.getEpochSecond()
                                + " < s3.client.a.secret_key YQ==\ns3.client.b.secret_key Yg==\nend\n",
                        "reload es-data-0",
                        "apply es-data-0");
        assertThat(applied).singleElement().satisfies(o -> {
            assertThat(o.getMetadata().getUid()).isEqualTo("uid-es-data-0");
            assertThat(o.getMetadata().getAnnotations()).isEqualTo(Map.of(Labels.LOADED_CHANGE, CHANGE.mark()));
            assertThat(((Pod) o).getSpec()).isNull();
        });
    }

    @Test
    void keystoreThatCouldNotBeMadeIsNotRead() {
        code = 1;
        load("7");
        assertThat(done).hasSize(1);
        assertThat(applied).isEmpty();
    }

    @Test
    void commandThatIsNotAllowedEndsIt() {
        refusal = Optional.of(new KubernetesClientException("forbidden"));
        load("7");
        assertThat(done).hasSize(1);
        assertThat(applied).isEmpty();
    }

    @Test
    void nodeThatDoesNotReadItIsNotMarked() {
        answer = new Reply.Failure<>(Problem.MALFORMED, "the node could not read its keystore again");
        load("7");
        assertThat(done).hasSize(2);
        assertThat(applied).isEmpty();
    }

    /** What is stored may be behind or ahead of what was planned for. */
    @Test
    void contentOfAnotherGenerationIsNotBrought() {
        load("6");
        load("8");
        assertThat(done).isEmpty();
    }

    @Test
    void podIsNotTriedTwiceAtOnce() {
        code = 1;
        load("7");
        load("7");
        now = now.plus(SecureSettingsLoader.INTERVAL);
        load("7");
        assertThat(done).hasSize(1);
        now = now.plusSeconds(1);
        load("7");
        assertThat(done).hasSize(2);
    }

    @Test
    void nextChangeNeedNotWaitForOneThatIsThrough() {
        load("7");
        load("7");
        assertThat(done).hasSize(3);
        load("8", new SecureSettingsChange(8, Fixtures.NOW));
        assertThat(done).hasSize(6);
    }

    @Test
    void nextChangeWaitsForOneThatMayStillBeAtWork() {
        code = 1;
        load("7");
        load("8", new SecureSettingsChange(8, Fixtures.NOW));
        assertThat(done).hasSize(1);
    }

    private final class Api implements KubernetesApi {
        @Override
        public <T extends HasMetadata> T apply(T object) {
            done.add("apply " + object.getMetadata().getName());
            applied.add(object);
            return object;
        }

        @Override
        public void rehearse(HasMetadata object) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends HasMetadata> Optional<T> read(T like) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(HasMetadata object) {
            throw new UnsupportedOperationException();
        }
    }
}
