package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Hosts;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One Elasticsearch that accepts connections and never answers is nobody else's trouble. */
@EndToEnd
@DisplayName("B9 a hanging Elasticsearch")
@Tag("full")
class B09HangingTest {
    private static final ClusterManifest SINGLE = ClusterManifest.load("single");
    private static final String NOWHERE = "{spec: {nodeSelector: {kubernetes.io/hostname: nowhere}}}";
    private static final String ANNOTATION = "e2e.shardwright.dev/round";
    private static final int OTHERS = 10;
    private static final int ROUNDS = 15;
    private static final double MOST_TIMES_SLOWER = 1.5;
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    @DisplayName(
            "B9 one Elasticsearch that accepts and never answers: ten other clusters reconciled as fast as without")
    void tenWithoutPods(Spaces spaces, Operator operator, Hosts hosts, Figures figures) {
        measure(spaces, operator, hosts, figures, SINGLE.putInPool("node", "podTemplate", NOWHERE), "");
    }

    @Test
    @Tag("full")
    @DisplayName("B9 the same with ten other clusters that run: reconciled as fast as without")
    void tenThatRun(Spaces spaces, Operator operator, Hosts hosts, Figures figures) {
        measure(spaces, operator, hosts, figures, SINGLE, "-running");
    }

    private static void measure(
            Spaces spaces, Operator operator, Hosts hosts, Figures figures, ClusterManifest other, String suffix) {
        operator.awaitReady();
        Space space = spaces.open("b9");
        Cluster hanging = space.apply(SINGLE).awaitGreen();
        List<ClusterManifest> others = IntStream.range(0, OTHERS)
                .mapToObj(i -> other.named("other-" + i))
                .toList();
        others.forEach(space::apply);
        others.forEach(m -> Waiting.until(
                "objects of " + m.name(),
                Cluster.FORMATION,
                () -> "",
                () -> space.cluster(m.name()).pods().size() == 1));
        if (!other.yaml().contains("nowhere")) {
            others.forEach(m -> space.cluster(m.name()).awaitGreen());
        }

        round(space, others, "warm-up");
        List<Double> without = rounds(space, others, "without");
        Pod pod = hanging.pods().getFirst();
        hosts.signal(pod, Names.CONTAINER, "STOP");
        List<Double> with;
        try {
            Waiting.until("the hang seen", SOON, hanging::progress, () -> hanging.condition("Ready")
                    .filter(c -> "Unknown".equals(c.getStatus()))
                    .isPresent());
            with = rounds(space, others, "with");
            assertThat(hanging.condition("Ready").orElseThrow().getStatus())
                    .as("it has hung all along")
                    .isEqualTo("Unknown");
        } finally {
            hosts.signal(pod, Names.CONTAINER, "CONT");
        }
        hanging.awaitGreen();

        double ratio = Figures.median(with) / Figures.median(without);
        figures.record("hanging-milliseconds-without" + suffix, Figures.median(without));
        figures.record("hanging-milliseconds-with" + suffix, Figures.median(with));
        figures.record("hanging-ratio" + suffix, ratio);
        assertThat(ratio)
                .as("time to reconcile ten clusters, with one that hangs against without")
                .isLessThanOrEqualTo(MOST_TIMES_SLOWER);
    }

    private static List<Double> rounds(Space space, List<ClusterManifest> clusters, String name) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            times.addAll(round(space, clusters, name + "-" + i));
        }
        return times;
    }

    /** Edits every cluster at once; how many milliseconds each took until the Service had the new annotation. */
    private static List<Double> round(Space space, List<ClusterManifest> clusters, String value) {
        Map<String, Long> applied = new ConcurrentHashMap<>();
        Map<String, Double> took = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(clusters.size());
        Watcher<Service> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, Service service) {
                String name = service.getMetadata().getName();
                boolean done = value.equals(annotation(service)) && applied.containsKey(name);
                if (done && took.putIfAbsent(name, (System.nanoTime() - applied.get(name)) / 1e6) == null) {
                    left.countDown();
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                // The latch tells when it came too early.
            }
        };
        Watch watch = space.client().services().inNamespace(space.name()).watch(watcher);
        try {
            for (ClusterManifest cluster : clusters) {
                applied.put(Names.httpService(cluster.name()), System.nanoTime());
                space.apply(cluster.put("/http", "{service: {annotations: {%s: %s}}}".formatted(ANNOTATION, value)));
            }
            assertThat(left.await(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("every cluster reconciled, round " + value + ": " + took)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            watch.close();
        }
        return List.copyOf(took.values());
    }

    private static String annotation(Service service) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(ANNOTATION);
    }
}
