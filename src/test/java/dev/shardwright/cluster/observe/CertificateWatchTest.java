package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.NodeCertificate;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateWatchTest {
    private static final RunningNode ONE = node("es-data-0", "u0", "10.0.0.1");
    private static final RunningNode TWO = node("es-data-1", "u1", "10.0.0.2");

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> news = new ArrayList<>();
    private final Map<String, Reply<List<NodeCertificate>>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final CertificateWatch watch =
            new CertificateWatch(() -> now, work::add, (namespace, name) -> news.add(namespace + "/" + name));

    @Test
    void nothingIsKnownBeforeNodesWereAsked() {
        answer(ONE, "a");
        assertThat(loaded(ONE)).isEmpty();
        watch.ask("ns", "es", List.of(ONE), this::door);
        assertThat(loaded(ONE)).as("asked off this thread").isEmpty();
    }

    /** Elasticsearch tells of files; it takes them up a little later. */
    @Test
    void certificateCountsOnceANodeHasToldOfItForAWhile() {
        answer(ONE, "a");
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of()));
        pass(CertificateWatch.SETTLE.minusSeconds(1));
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of()));
        assertThat(news).isEmpty();
        pass(CertificateWatch.INTERVAL);
        answer(ONE, "a", "b");
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of("a")));
        assertThat(news).containsExactly("ns/es");
    }

    @Test
    void certificateThatIsToldNoMoreCountsNoMore() {
        settled("a");
        answer(ONE, "b");
        pass(CertificateWatch.INTERVAL);
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of()));
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void failureIsNoProofAndWhatWasToldLongAgoIsNoneEither(Problem problem) {
        settled("a");
        answers.put("10.0.0.1", Reply.failure(problem, "no"));
        pass(CertificateWatch.INTERVAL);
        round(ONE);
        assertThat(loaded(ONE)).as("told just now").contains(Map.of("es-data-0", Set.of("a")));
        pass(CertificateWatch.FRESH);
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of()));
    }

    @Test
    void podMadeAnewHasToTellForItself() {
        settled("a");
        RunningNode again = node("es-data-0", "u9", "10.0.0.1");
        assertThat(loaded(again)).contains(Map.of("es-data-0", Set.of()));
        assertThat(loaded(ONE, TWO)).contains(Map.of("es-data-0", Set.of("a"), "es-data-1", Set.of()));
        assertThat(loaded(ONE, again)).as("two pods of one name").contains(Map.of("es-data-0", Set.of()));
    }

    @Test
    void nodeWithoutAddressIsNotAskedAndProvesNothing() {
        RunningNode starting = new RunningNode("es-data-1", "u1", Optional.empty());
        round(starting);
        assertThat(asked).isEmpty();
        assertThat(loaded(starting)).contains(Map.of("es-data-1", Set.of()));
    }

    @Test
    void oneRoundAtATimeAndNotTooOften() {
        answer(ONE, "a");
        watch.ask("ns", "es", List.of(ONE), this::door);
        pass(CertificateWatch.INTERVAL);
        watch.ask("ns", "es", List.of(ONE), this::door);
        assertThat(work).hasSize(1);
        work.remove().run();
        watch.ask("ns", "es", List.of(ONE), this::door);
        assertThat(work).hasSize(1);
        work.remove().run();
        watch.ask("ns", "es", List.of(ONE), this::door);
        assertThat(work).as("too early").isEmpty();
        assertThat(asked).hasSize(2);
    }

    @Test
    void forgottenClusterIsUnknownAndHeardOfNoMore() {
        settled("a");
        pass(CertificateWatch.FRESH.plusSeconds(1));
        watch.ask("ns", "es", List.of(ONE), this::door);
        watch.forget("ns", "es");
        news.clear();
        work.remove().run();
        assertThat(news).isEmpty();
        assertThat(loaded(ONE)).isEmpty();
    }

    private void settled(String serial) {
        answer(ONE, serial);
        round(ONE);
        pass(CertificateWatch.SETTLE);
        round(ONE);
        assertThat(loaded(ONE)).contains(Map.of("es-data-0", Set.of(serial)));
    }

    private void round(RunningNode... nodes) {
        watch.ask("ns", "es", List.of(nodes), this::door);
        work.remove().run();
    }

    private Optional<Map<String, Set<String>>> loaded(RunningNode... nodes) {
        return watch.loaded("ns", "es", List.of(nodes));
    }

    private Reply<List<NodeCertificate>> door(Endpoint endpoint) {
        asked.add(endpoint.address().orElseThrow());
        return answers.get(endpoint.address().orElseThrow());
    }

    private void answer(RunningNode node, String... serials) {
        answers.put(
                node.endpoint().orElseThrow().address().orElseThrow(),
                Reply.answer(Stream.of(serials)
                        .map(serial -> new NodeCertificate("transport-certs/ca.crt", serial))
                        .toList()));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static RunningNode node(String name, String uid, String address) {
        return new RunningNode(name, uid, Optional.of(new Endpoint(name + ".es-nodes.ns.svc", address, 9200)));
    }
}
