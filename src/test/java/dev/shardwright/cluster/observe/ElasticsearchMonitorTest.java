package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Node;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElasticsearchMonitorTest {
    private static final Target TARGET = target("10.0.0.1");
    private static final Target NOBODY = new Target(List.of(), false, "op", "pw", List.of(), Optional.empty());
    private static final Duration STEADY_AGE = Duration.ofSeconds(80);

    private final ManualTime time = new ManualTime();
    private final FakeElasticsearch fake = new FakeElasticsearch(time);
    private final List<String> news = new CopyOnWriteArrayList<>();
    private double jitter;
    private ElasticsearchMonitor monitor = monitor(() -> jitter);

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void knowsNothingBeforeItAsked() {
        assertThat(monitor.facts("ns", "es")).isEqualTo(ElasticsearchFacts.NONE);
        monitor.watch("ns", "es", TARGET, Interest.STEADY);
        assertThat(monitor.facts("ns", "es")).isEqualTo(ElasticsearchFacts.NONE);
        assertThat(fake.requests).as("watch itself asks nothing").isEmpty();
    }

    @Test
    void putsTheFactsTogether() {
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        Known known = fresh(Duration.ofSeconds(1)).orElseThrow();
        assertThat(known.clusterName()).isEqualTo("es");
        assertThat(known.clusterUuid()).contains("uuid");
        assertThat(known.masterNode()).contains("m-0");
        assertThat(known.nodes())
                .containsExactly(
                        new Node("d-0", "id-d-0", Optional.of("8.19.21"), List.of("data")),
                        new Node("m-0", "id-m-0", Optional.of("8.19.21"), List.of("master")));
        assertThat(known.health().status()).isEqualTo(ClusterHealth.Status.GREEN);
        assertThat(news).containsExactly("ns/es");
    }

    @Test
    void steadyAsksSixTimesInAnyMinute() {
        settle();
        time.pass(Duration.ofMinutes(60));
        assertThat(fake.mostInAMinute()).isEqualTo(6);
        assertThat(fake.requests).hasSize(60 * 6);
        assertThat(fake.count("view")).isEqualTo(60);
        assertThat(fake.count("versions")).isZero();
        assertThat(fresh(STEADY_AGE)).as("never older than one round").isPresent();
    }

    @Test
    void jitterOnlyLengthensTheInterval() {
        jitter = 1;
        settle();
        time.pass(Duration.ofMinutes(60));
        assertThat(fake.mostInAMinute()).isLessThanOrEqualTo(6);
        assertThat(fake.requests.size()).isBetween(320, 330);
    }

    @Test
    void firstPollsAreSpread() {
        monitor.close();
        double[] next = {0};
        monitor = monitor(() -> (next[0] += 0.1) % 1);
        for (int i = 0; i < 9; i++) {
            monitor.watch("ns", "es" + i, TARGET, Interest.STEADY);
        }
        assertThat(time.due()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void watchingAgainAndAgainCostsNothing() {
        settle();
        for (int i = 0; i < 600; i++) {
            monitor.watch("ns", "es", TARGET, Interest.STEADY);
            time.pass(Duration.ofMillis(100));
        }
        assertThat(fake.requests).hasSize(6);
        assertThat(fake.targets).containsExactly(TARGET);
    }

    @Test
    void activeAsksEverySecond() {
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        fake.requests.clear();
        time.pass(Duration.ofSeconds(10));
        assertThat(fake.count("health")).isEqualTo(10);
        assertThat(fake.count("view")).isEqualTo(10);
        assertThat(fake.count("versions")).isZero();
        assertThat(fresh(Duration.ofSeconds(2))).isPresent();
    }

    @Test
    void moreInterestPollsAtOnceAndLessGoesBackToTheBudget() {
        settle();
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        assertThat(fake.names()).containsExactly("health", "view");
        monitor.watch("ns", "es", TARGET, Interest.STEADY);
        time.pass(Duration.ofSeconds(1));
        fake.requests.clear();
        time.pass(Duration.ofMinutes(1));
        assertThat(fake.requests).hasSize(6);
    }

    @Test
    void looksCloserWhenTheHealthChanged() {
        settle();
        fake.nodes = List.of(fake.nodes.get(1));
        time.pass(Duration.ofSeconds(10));
        assertThat(fake.names()).containsExactly("health", "view", "versions");
        assertThat(fresh(STEADY_AGE).orElseThrow().nodes())
                .extracting(Node::name)
                .containsExactly("m-0");
        assertThat(news).containsExactly("ns/es", "ns/es");
    }

    @Test
    void aRestartedNodeIsAskedForItsVersionAgain() {
        settle();
        fake.nodes = List.of(FakeElasticsearch.node("d-0", "other-process", "data"), fake.nodes.get(1));
        fake.version = "9.1.0";
        time.pass(Duration.ofMinutes(1));
        assertThat(fake.count("versions")).isEqualTo(1);
        assertThat(fresh(STEADY_AGE).orElseThrow().nodes().getFirst().version()).contains("9.1.0");
    }

    @Test
    void aVersionThatIsNotToldIsUnknownAndAskedForWithinTheBudget() {
        fake.silentNode = Optional.of("d-0");
        settle();
        time.pass(Duration.ofMinutes(10));
        assertThat(fresh(STEADY_AGE).orElseThrow().nodes().getFirst().version()).isEmpty();
        assertThat(fake.mostInAMinute()).isLessThanOrEqualTo(6);
        fake.silentNode = Optional.empty();
        time.pass(Duration.ofMinutes(1));
        assertThat(fresh(STEADY_AGE).orElseThrow().nodes().getFirst().version()).contains("8.19.21");
    }

    @Test
    void troubleEndsFreshnessAtOnceAndKeepsWhatWasKnown() {
        settle();
        Instant before = time.instant();
        fake.failure = Optional.of(Problem.TIMED_OUT);
        time.pass(Duration.ofSeconds(10));
        assertThat(fresh(STEADY_AGE)).isEmpty();
        ElasticsearchFacts facts = monitor.facts("ns", "es");
        assertThat(facts.known()).isPresent();
        assertThat(facts.trouble().orElseThrow().since()).isEqualTo(before.plusSeconds(10));

        fake.failure = Optional.of(Problem.UNREACHABLE);
        time.pass(Duration.ofSeconds(20));
        facts = monitor.facts("ns", "es");
        assertThat(facts.trouble().orElseThrow().problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(facts.trouble().orElseThrow().since()).isEqualTo(before.plusSeconds(10));
        assertThat(facts.trouble().orElseThrow().at()).isEqualTo(before.plusSeconds(30));
        assertThat(fake.requests).as("one try each ten seconds").hasSize(3);

        fake.failure = Optional.empty();
        time.pass(Duration.ofSeconds(10));
        assertThat(fresh(Duration.ofSeconds(1))).as("everything was read anew").isPresent();
        assertThat(news).as("known, timed out, unreachable, well").hasSize(4);
    }

    @Test
    void aNewAddressIsTriedAtOnceInTrouble() {
        fake.failure = Optional.of(Problem.NO_ENDPOINT);
        settle();
        fake.failure = Optional.empty();
        monitor.watch("ns", "es", target("10.0.0.2"), Interest.STEADY);
        time.pass(Duration.ZERO);
        assertThat(fresh(Duration.ofSeconds(1))).isPresent();
        assertThat(fake.targets).containsExactly(TARGET, target("10.0.0.2"));
    }

    @Test
    void nobodyIsAskedAgainAndAgainWhereNoNodeRuns() {
        fake.failure = Optional.of(Problem.NO_ENDPOINT);
        monitor.watch("ns", "es", NOBODY, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        assertThat(monitor.facts("ns", "es").trouble().orElseThrow().problem()).isEqualTo(Problem.NO_ENDPOINT);
        assertThat(news).containsExactly("ns/es");
        fake.requests.clear();
        time.pass(Duration.ofMinutes(5));
        monitor.watch("ns", "es", NOBODY, Interest.ACTIVE);
        time.pass(Duration.ofMinutes(5));
        assertThat(fake.requests).isEmpty();

        fake.failure = Optional.empty();
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        assertThat(fresh(Duration.ofSeconds(1))).as("asked at once").isPresent();
        fake.requests.clear();
        time.pass(Duration.ofSeconds(3));
        assertThat(fake.count("health")).isEqualTo(3);
    }

    /** The last node has gone: what was known counts no more before that is found out, and is asked for as ever. */
    @Test
    void clusterWhoseNodesGoIsAskedOnceMore() {
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ZERO);
        monitor.watch("ns", "es", NOBODY, Interest.ACTIVE);
        fake.failure = Optional.of(Problem.NO_ENDPOINT);
        time.pass(Duration.ofSeconds(1));
        assertThat(fresh(STEADY_AGE)).isEmpty();
        assertThat(news).hasSize(2);
        fake.requests.clear();
        time.pass(Duration.ofMinutes(1));
        assertThat(fake.requests).isEmpty();
    }

    /** A node that cannot be reached is one that may answer the next time. */
    @Test
    void nodesThatDoNotAnswerAreAskedOn() {
        fake.failure = Optional.of(Problem.UNREACHABLE);
        monitor.watch("ns", "es", TARGET, Interest.ACTIVE);
        time.pass(Duration.ofSeconds(5));
        assertThat(fake.count("health")).isEqualTo(6);
    }

    @Test
    void countersAndTimesAreNoNews() {
        settle();
        fake.initializingShards = 7;
        time.pass(Duration.ofMinutes(5));
        assertThat(news).containsExactly("ns/es");
        assertThat(fresh(STEADY_AGE).orElseThrow().health().initializingShards())
                .isEqualTo(7);
    }

    @Test
    void twoClustersUnderOneAddressAreTrouble() {
        settle();
        fake.healthName = "another";
        time.pass(Duration.ofSeconds(10));
        assertThat(fresh(STEADY_AGE)).isEmpty();
        assertThat(monitor.facts("ns", "es").trouble().orElseThrow().problem()).isEqualTo(Problem.UNEXPECTED);
    }

    @Test
    void outlivesEveryException() {
        settle();
        fake.bug = Optional.of(new IllegalStateException("bug"));
        time.pass(Duration.ofSeconds(20));
        assertThat(monitor.facts("ns", "es").trouble().orElseThrow().problem()).isEqualTo(Problem.UNEXPECTED);
        fake.bug = Optional.empty();
        time.pass(Duration.ofSeconds(10));
        assertThat(fresh(Duration.ofSeconds(1))).isPresent();
    }

    @Test
    void forgets() {
        settle();
        monitor.forget("ns", "es");
        assertThat(monitor.facts("ns", "es")).isEqualTo(ElasticsearchFacts.NONE);
        assertThat(fake.closed).isTrue();
        time.pass(Duration.ofMinutes(5));
        assertThat(fake.requests).isEmpty();
    }

    @Test
    void aClusterThatHangsAndAListenerThatHangsDelayNoOther() {
        CountDownLatch released = new CountDownLatch(1);
        Set<String> heard = ConcurrentHashMap.newKeySet();
        Target hanging = new Target(List.of(), false, "hangs", "", List.of(), Optional.empty());
        InstantSource clock = InstantSource.system();
        ElasticsearchMonitor real = new ElasticsearchMonitor(
                clock,
                target -> {
                    FakeElasticsearch one = new FakeElasticsearch(clock);
                    one.hangs = target.equals(hanging) ? Optional.of(released) : Optional.empty();
                    return one;
                },
                (namespace, name) -> {
                    heard.add(name);
                    FakeElasticsearch.hang(released);
                });
        try (real) {
            real.watch("ns", "hangs", hanging, Interest.ACTIVE);
            for (int i = 0; i < 20; i++) {
                real.watch("ns", "good" + i, TARGET, Interest.ACTIVE);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.size() == 20);
            Instant heardAll = clock.instant();
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.stream().allMatch(name -> real.facts("ns", name)
                    .known()
                    .filter(known -> known.at().isAfter(heardAll))
                    .isPresent()));
            assertThat(real.facts("ns", "hangs")).isEqualTo(ElasticsearchFacts.NONE);
        } finally {
            released.countDown();
        }
    }

    private ElasticsearchMonitor monitor(DoubleSupplier random) {
        return new ElasticsearchMonitor(
                time,
                target -> {
                    fake.targets.add(target);
                    return fake;
                },
                (namespace, name) -> news.add(namespace + "/" + name),
                new Timekeeper(time.scheduler(), Runnable::run, random));
    }

    /** Watches until the first poll is done, and counts from there. */
    private void settle() {
        monitor.watch("ns", "es", TARGET, Interest.STEADY);
        time.pass(Duration.ofSeconds((long) (3 * jitter)));
        fake.requests.clear();
    }

    private Optional<Known> fresh(Duration maxAge) {
        return monitor.facts("ns", "es").fresh(time.instant(), maxAge);
    }

    private static Target target(String address) {
        return new Target(List.of(new Endpoint("es", address, 9200)), false, "op", "pw", List.of(), Optional.empty());
    }
}
