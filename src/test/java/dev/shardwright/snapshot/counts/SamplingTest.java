package dev.shardwright.snapshot.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplingTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<String> SEVEN = List.of("g", "f", "e", "d", "c", "b", "a");

    private static Findings heard(Errand<?> errand, Reply<?> reply) {
        return new Findings(Optional.empty(), Map.of(errand, new Findings.Finding<>(reply, NOON)));
    }

    private static DataApi drawing(Function<String, Reply<Verdict<List<Document>>>> sample) {
        return (DataApi) Proxy.newProxyInstance(
                SamplingTest.class.getClassLoader(), new Class<?>[] {DataApi.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("sample");
                    return sample.apply((String) args[0]);
                });
    }

    private static Document document(String id) {
        return new Document(new DocumentKey(id, Optional.empty()), 7, 2, "0123456789abcdef".repeat(4));
    }

    @Test
    void nothingIsDrawnWhenNothingIsWanted() {
        Sampling sampling = Sampling.of(SEVEN, 0, Findings.NONE);
        assertThat(sampling.next()).isEmpty();
        assertThat(sampling.samples()).isEmpty();
    }

    @Test
    void aFewIndicesAtATime() {
        SampleIndices first = new SampleIndices(List.of("a", "b", "c", "d", "e"), 10);
        SampleIndices second = new SampleIndices(List.of("f", "g"), 10);
        assertThat(Sampling.of(SEVEN, 10, Findings.NONE).next()).isEqualTo(Optional.of(first));
        Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();
        found.put(first, new Findings.Finding<>(Reply.answer(Map.of("a", List.of())), NOON));
        assertThat(Sampling.of(SEVEN, 10, new Findings(Optional.empty(), found)).next())
                .isEqualTo(Optional.of(second));
        found.put(second, new Findings.Finding<>(Reply.answer(Map.of("g", List.of())), NOON));
        Sampling done = Sampling.of(SEVEN, 10, new Findings(Optional.empty(), found));
        assertThat(done.next()).isEmpty();
        assertThat(done.samples()).containsOnlyKeys("a", "g");
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void silenceIsTriedAgain(Problem problem) {
        SampleIndices first = new SampleIndices(List.of("a"), 10);
        Sampling sampling = Sampling.of(List.of("a"), 10, heard(first, Reply.failure(problem, "no answer")));
        assertThat(sampling.next()).isEqualTo(Optional.of(first));
        assertThat(sampling.failure()).contains(new Counting.Trouble(problem, "no answer", NOON));
    }

    @Test
    void ofManyIndicesFewerAreDrawn() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            many.add("i" + i);
        }
        assertThat(((SampleIndices)
                                Sampling.of(many, 1_000, Findings.NONE).next().orElseThrow())
                        .size())
                .isEqualTo(2);
    }

    @Test
    void documentsAreRememberedByHalfOfTheirHash() {
        Reply<Map<String, List<Sample>>> reply = new SampleIndices(List.of("a"), 2)
                .run(drawing(index ->
                        Reply.answer(new Verdict.Granted<>(List.of(document("1"), document("x".repeat(65)))))));
        assertThat(reply)
                .isEqualTo(Reply.answer(
                        Map.of("a", List.of(new Sample("1", null, 7, 2, "0123456789abcdef0123456789abcdef")))));
    }

    @Test
    void anIndexThatGivesNoneAwayIsNotInTheAnswer() {
        assertThat(new SampleIndices(List.of("a"), 2)
                        .run(drawing(index -> Reply.answer(
                                new Verdict.Refused<>(new Complaint(400, "x", "y", List.of(), List.of()))))))
                .isEqualTo(Reply.answer(Map.of()));
        assertThat(new SampleIndices(List.of("a"), 2)
                        .run(drawing(index -> Reply.failure(Problem.TIMED_OUT, "no answer"))))
                .isEqualTo(Reply.failure(Problem.TIMED_OUT, "no answer"));
    }

    @Test
    void asManyAsAreDrawnFitIntoAConfigMap() {
        Random chance = new Random(1);
        Map<String, IndexCount> indices = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            String uuid = new BigInteger(110, chance).toString(36);
            Sample sample = new Sample(
                    new BigInteger(300, chance).toString(36), null, i, 1, new BigInteger(128, chance).toString(16));
            indices.put(
                    "logs-of-a-service-%05d".formatted(i),
                    IndexCount.exactly(new Tally(uuid, i, i)).remembering(List.of(sample)));
        }
        Counts counts = new Counts("s", List.of("logs*"), indices);
        ConfigMap map = CountsFile.of(new ObjectMeta(), counts);
        assertThat(Base64.getDecoder().decode(map.getBinaryData().get("counts.json.gz")).length)
                .isLessThan(1 << 20);
        assertThat(CountsFile.read(map)).contains(counts);
    }
}
