package dev.shardwright.snapshot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FarewellTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Sites.Lookup FOUND = new Sites.Lookup.Found(new Site(
            "ns/es", Target.outside(BaseUrl.of("https://es:9200"), new Authentication.None(), new Trust.Public())));
    private static final Reply<Verdict<Done>> GRANTED = Reply.answer(new Verdict.Granted<>(new Done()));

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private Instant now = NOON;
    private Reply<Verdict<Done>> reply = GRANTED;
    private int attempts;
    private final Errand<Verdict<Done>> errand = new LastErrand();
    private final Farewell farewell =
            new Farewell(new Errands(site -> null, tasks::add, () -> now, id -> {}), new EventWriter(recorder()));

    private final class LastErrand implements Errand<Verdict<Done>> {
        @Override
        public Reply<Verdict<Done>> run(DataApi api) {
            attempts++;
            return reply;
        }

        @Override
        public boolean isChange() {
            return true;
        }
    }

    /** A client that can do nothing but take events. */
    private KubernetesClient recorder() {
        return (KubernetesClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KubernetesClient.class}, (client, method, args) -> {
                    events.add(((Event) args[0]).getReason() + ": " + ((Event) args[0]).getMessage());
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {NamespaceableResource.class},
                            (resource, create, none) -> args[0]);
                });
    }

    private boolean released(Sites.Lookup site) {
        Snapshot resource = new Snapshot();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName("nightly")
                .withUid("u")
                .withDeletionTimestamp(NOON.minusSeconds(3600).toString()) // the operator was away
                .build());
        boolean removed = farewell.say(resource, site, errand, "it may still be there", now)
                .isRemoveFinalizer();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return removed;
    }

    @Test
    void theResourceGoesOnceTheLastErrandIsDone() {
        assertThat(released(FOUND)).isFalse();
        assertThat(released(FOUND)).isTrue();
        assertThat(attempts).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void itIsTriedOnceASecondForTwentySecondsAndGivenUpAloud() {
        reply = Reply.failure(Problem.TIMED_OUT, "es gave no answer.");
        for (int i = 0; i < 200; i++) { // each end of an errand brings a pass
            assertThat(released(FOUND)).isFalse();
            now = now.plusMillis(100);
        }
        assertThat(attempts).isBetween(15, 20);
        assertThat(released(FOUND)).isTrue();
        assertThat(events).containsExactly("LeftBehind: it may still be there: es gave no answer.");
    }

    @Test
    void aClusterThatIsGoneIsNotWaitedFor() {
        assertThat(released(new Sites.Lookup.Missing("SecretMissing", "no Secret c")))
                .isTrue();
        assertThat(events).containsExactly("LeftBehind: it may still be there: no Secret c");
    }

    @Test
    void anOperatorThatHasJustBegunLooksForItsClustersFirst() {
        Sites.Lookup unknown = new Sites.Lookup.Missing("ClusterMissing", "no cluster es");
        assertThat(released(unknown)).isFalse();
        now = NOON.plusSeconds(4);
        assertThat(released(unknown)).isFalse();
        assertThat(released(FOUND)).isFalse();
        assertThat(released(FOUND)).isTrue();
        now = NOON.plusSeconds(60);
        assertThat(events).isEmpty();
    }

    @Test
    void aClusterThatStaysUnknownIsGone() {
        Sites.Lookup unknown = new Sites.Lookup.Missing("ClusterMissing", "no cluster es");
        assertThat(released(unknown)).isFalse();
        now = NOON.plusSeconds(5);
        assertThat(released(unknown)).isTrue();
    }
}
