package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexShards.Copy;
import dev.shardwright.elasticsearch.IndexShards.Unassigned;
import dev.shardwright.elasticsearch.ShardRecovery.Amount;
import dev.shardwright.elasticsearch.ShardRecovery.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the answers about indices are understood. */
class HttpIndicesTest extends OneDataServerTest {
    private static final Instant START = Instant.ofEpochMilli(1795326401588L);

    @Test
    void noExpressionMeansAllIndices() {
        server.answers(200, SnapshotAnswers.NO_INDICES);
        assertThat(granted(api.indices(List.of()))).isEmpty();
        assertThat(server.sent().getFirst()).startsWith("GET /_cluster/state/metadata/_all?");
    }

    @Test
    void understandsIndices() {
        server.answers(200, SnapshotAnswers.INDICES_8_19);
        List<IndexDetails> indices = granted(api.indices(List.of("*")));
        assertThat(indices).extracting(IndexDetails::name).containsExactly(".kib.1", "old");
        IndexDetails kib = indices.getFirst();
        assertThat(kib.settings())
                .hasSize(7)
                .containsEntry("index.query.default_field", "a,b")
                .containsEntry("index.routing.allocation.include._tier_preference", "data_content");
        assertThat(kib)
                .isEqualTo(new IndexDetails(
                        ".kib.1", "u1", true, true, Optional.of(true), 8537000, 1, 0, List.of(".kib"), kib.settings()));
        assertThat(indices.getLast().open()).isFalse();
        assertThat(indices.getLast().hidden()).isFalse();
        assertThat(indices.getLast().aliases()).isEmpty();
    }

    @Test
    void understandsIndicesOfOtherServers() {
        server.answers(200, SnapshotAnswers.INDICES_7_10);
        IndexDetails amazon = granted(api.indices(List.of("a"))).getFirst();
        assertThat(amazon.system()).isEmpty();
        assertThat(amazon.aliases()).containsExactly("x", "y");
        server.answers(200, SnapshotAnswers.INDICES_OPENSEARCH);
        IndexDetails opensearch = granted(api.indices(List.of("a"))).getFirst();
        assertThat(opensearch.system()).contains(false);
        assertThat(opensearch.createdVersion()).isEqualTo(137297827);
    }

    @Test
    void understandsDataStreams() {
        server.answers(200, SnapshotAnswers.DATA_STREAMS);
        assertThat(api.dataStreams().asOptional().orElseThrow())
                .containsExactly(new DataStreamInfo("logs", List.of(".ds-logs-1", ".ds-logs-2")));
        server.answers(200, SnapshotAnswers.NO_INDICES);
        assertThat(api.dataStreams().asOptional().orElseThrow())
                .as("a server without them")
                .isEmpty();
    }

    @Test
    void countsAndRefreshes() {
        server.answers(200, SnapshotAnswers.COUNTED);
        assertThat(granted(api.count("a"))).isEqualTo(9_000_000_000L);
        server.answers(200, SnapshotAnswers.REFRESHED);
        assertThat(granted(api.refresh("a"))).isEqualTo(new Done());
    }

    @Test
    void understandsAliases() {
        server.answers(200, IndexAnswers.ALIASES);
        assertThat(api.aliases().asOptional().orElseThrow())
                .containsExactly(
                        new AliasInfo("x", "a", Optional.of(true)),
                        new AliasInfo("y", "a", Optional.empty()),
                        new AliasInfo("x", "b", Optional.of(false)));
    }

    @Test
    void noIndexAtAllHasToBeConfirmed() {
        server.answers(exchange -> TestServer.send(exchange, 200, noAliases(SnapshotAnswers.NO_INDICES)));
        assertThat(api.aliases().asOptional().orElseThrow()).isEmpty();
        assertThat(server.sent().getLast())
                .isEqualTo("GET /_cluster/state/metadata?master_timeout=3s&filter_path=metadata.cluster_uuid,"
                        + "metadata.indices.*.system,metadata.indices.*.aliases ");
        server.answers(exchange -> TestServer.send(exchange, 200, noAliases(SnapshotAnswers.INDICES_8_19)));
        assertThat(api.aliases().asOptional().orElseThrow())
                .as("aliases of the server itself")
                .isEmpty();
        server.answers(exchange -> TestServer.send(exchange, 200, noAliases(SnapshotAnswers.INDICES_7_10)));
        assertThat(failure(api.aliases()).problem()).isEqualTo(Problem.MALFORMED);
    }

    private String noAliases(String otherwise) {
        return server.sent().getLast().startsWith("GET /_alias?") ? "{}" : otherwise;
    }

    @Test
    void understandsRecoveries() {
        server.answers(200, IndexAnswers.RECOVERIES_8_19);
        assertThat(granted(api.recoveries(List.of("a", ".ds-b ä"))))
                .containsExactly(
                        new ShardRecovery(
                                "a",
                                1,
                                true,
                                "SNAPSHOT",
                                "INDEX",
                                Optional.of(new Source("r", "s", "old")),
                                new Amount(30, 10, 5),
                                new Amount(9_000_000_000L, 1_000_000_000L, 3_000_000_000L),
                                Optional.of(START),
                                Optional.empty()),
                        new ShardRecovery(
                                ".ds-b ä",
                                0,
                                false,
                                "PEER",
                                "DONE",
                                Optional.empty(),
                                new Amount(0, 0, 0),
                                new Amount(0, 0, 0),
                                Optional.of(START),
                                Optional.of(START.plusSeconds(1))));
    }

    @Test
    void whatHasNotBegunIsNotAmongTheRecoveries() {
        server.answers(200, "{}");
        assertThat(granted(api.recoveries(List.of("a")))).isEmpty();
    }

    private static final Optional<ShardRecovery.Source> SOURCE = Optional.of(new ShardRecovery.Source("r", "s", "two"));

    @Test
    void understandsTheStatesOfShards() {
        server.answers(200, IndexAnswers.ROUTING);
        assertThat(granted(api.shardStates(List.of("two", "one"))))
                .containsExactly(
                        new IndexShards(
                                "two",
                                List.of(
                                        new Copy(
                                                0,
                                                true,
                                                ShardCopy.State.UNASSIGNED,
                                                Optional.of(new Unassigned(
                                                        "NEW_INDEX_RESTORED", "restore_source[r/s]", 0, "no_attempt")),
                                                SOURCE),
                                        new Copy(
                                                0,
                                                false,
                                                ShardCopy.State.UNASSIGNED,
                                                Optional.of(new Unassigned("NEW_INDEX_RESTORED", "", 0, "no_attempt")),
                                                Optional.empty()),
                                        new Copy(
                                                1,
                                                true,
                                                ShardCopy.State.INITIALIZING,
                                                Optional.of(new Unassigned(
                                                        "ALLOCATION_FAILED",
                                                        "failed shard on node [W7bNoHEnTAm]: failed recovery, nested:"
                                                                + " NoSuchFileException[/snap/x]",
                                                        4,
                                                        "deciders_no")),
                                                SOURCE))),
                        new IndexShards(
                                "one",
                                List.of(
                                        new Copy(
                                                0,
                                                true,
                                                ShardCopy.State.RELOCATING,
                                                Optional.empty(),
                                                Optional.empty()),
                                        new Copy(
                                                0,
                                                false,
                                                ShardCopy.State.STARTED,
                                                Optional.empty(),
                                                Optional.empty()))));
    }

    @Test
    void anIndexThatIsNotInTheRoutingTableIsNotPassedOver() {
        server.answers(200, IndexAnswers.ROUTING);
        assertThat(failure(api.shardStates(List.of("one", "three"))).problem()).isEqualTo(Problem.MALFORMED);
    }

    @Test
    void asksForManyIndicesInParts() {
        List<String> names =
                IntStream.range(10, 50).mapToObj(i -> "ä".repeat(100) + i).toList();
        server.answers(200, routing(names));
        assertThat(granted(api.shardStates(names)))
                .extracting(IndexShards::index)
                .containsExactlyElementsOf(names);
        server.answers(200, "{}");
        assertThat(granted(api.recoveries(names))).isEmpty();
        assertThat(server.sent()).hasSize(20).allSatisfy(sent -> assertThat(sent)
                .hasSizeLessThan(3200));
        assertThat(server.sent().subList(10, 20))
                .allSatisfy(sent -> assertThat(sent.split(",")).hasSize(4));
    }

    @Test
    void onePartThatIsRefusedStandsForAll() {
        List<String> names =
                IntStream.range(10, 20).mapToObj(i -> "ä".repeat(100) + i).toList();
        String missing = DetailAnswers.error("index_not_found_exception", "no such index [x]", 404);
        server.answers(exchange -> {
            boolean second = server.sent().size() == 2;
            TestServer.send(exchange, second ? 404 : 200, second ? missing : routing(names));
        });
        assertThat(complaint(api.shardStates(names)).type()).isEqualTo("index_not_found_exception");
        assertThat(server.sent()).hasSize(2);
    }

    private static String routing(List<String> names) {
        return names.stream()
                .map(name -> "\"" + name + "\":{\"shards\":{\"0\":[{\"state\":\"STARTED\",\"primary\":true,"
                        + "\"node\":\"n\",\"shard\":0,\"index\":\"" + name + "\"}]}}")
                .collect(Collectors.joining(",", "{\"routing_table\":{\"indices\":{", "}}}"));
    }

    @Test
    void whatIsClosedStaysClosed() {
        server.answers(200, "{\"acknowledged\":true,\"shards_acknowledged\":false,\"indices\":{}}");
        assertThat(granted(api.close("a"))).isEqualTo(new Done());
    }

    @Test
    void whatIsGoneNeedsNoDeletion() {
        server.answers(200, SnapshotAnswers.ACKNOWLEDGED);
        assertThat(granted(api.deleteIndex("a"))).isEqualTo(Deletion.DELETED);
        assertThat(granted(api.deleteDataStream("a"))).isEqualTo(Deletion.DELETED);
        server.answers(404, DetailAnswers.error("index_not_found_exception", "no such index [a]", 404));
        assertThat(granted(api.deleteIndex("a"))).isEqualTo(Deletion.NOTHING_THERE);
        assertThat(granted(api.deleteDataStream("a"))).isEqualTo(Deletion.NOTHING_THERE);
        server.answers(404, DetailAnswers.error("resource_not_found_exception", "data_stream matching [a]", 404));
        assertThat(granted(api.deleteDataStream("a")))
                .as("as 7.10 and OpenSearch say it")
                .isEqualTo(Deletion.NOTHING_THERE);
        assertThat(complaint(api.deleteIndex("a")).type()).isEqualTo("resource_not_found_exception");
    }

    @Test
    void tellsWhetherAnIndexWasBlockedBefore() {
        server.answers(200, IndexAnswers.BLOCKED);
        assertThat(granted(api.blockWrites("a"))).isEqualTo(WriteBlock.ADDED);
        server.answers(200, IndexAnswers.BLOCKED_BEFORE);
        assertThat(granted(api.blockWrites("a"))).isEqualTo(WriteBlock.THERE_BEFORE);
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                Arguments.of(405, DetailAnswers.WRONG_METHOD, "Incorrect HTTP method for uri"),
                Arguments.of(400, DetailAnswers.NO_HANDLER, "no handler found for uri"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void anOldServerThatKnowsNoSuchRequestRefuses(int status, String body, String reason) {
        server.answers(status, body);
        for (Reply<?> reply : List.of(api.blockWrites("a"), api.deleteDataStream("a"))) {
            assertThat(complaint(reply).type()).isEqualTo("no_such_request");
            assertThat(complaint(reply).reason()).startsWith(reason);
        }
    }

    @Test
    void noNamesAtAllAreNotAllOfThem() {
        server.answers(200, "{}");
        for (Reply<?> reply :
                List.of(api.recoveries(List.of()), api.shardStates(List.of()), api.changeAliases(List.of()))) {
            assertThat(failure(reply).problem()).isEqualTo(Problem.UNEXPECTED);
        }
        assertThat(server.requests()).isEmpty();
    }

    static Stream<Function<String, Function<DataApi, Reply<?>>>> named() {
        return Stream.of(
                name -> api -> api.refresh(name),
                name -> api -> api.count(name),
                name -> api -> api.recoveries(List.of("a", name)),
                name -> api -> api.shardStates(List.of("a", name)),
                name -> api -> api.putSettings(name, Map.of()),
                name -> api -> api.allowWrites(name),
                name -> api -> api.blockWrites(name),
                name -> api -> api.close(name),
                name -> api -> api.open(name),
                name -> api -> api.deleteIndex(name),
                name -> api -> api.deleteDataStream(name),
                name -> api -> api.sample(name, 1),
                name -> api -> api.documents(name, IndexAnswers.KEYS),
                name -> api -> api.changeAliases(List.of(new AliasAction.Remove(name, "a"))),
                name -> api -> api.changeAliases(List.of(new AliasAction.Add("a", name, false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a*", "_all", "_current", "a,b", "-a", "+a", "<a-{now/d}>", ".", ".."})
    void aNameThatMayStandForSeveralIsNeverSent(String name) {
        server.answers(200, SnapshotAnswers.ACKNOWLEDGED);
        assertThat(named().map(call -> failure(call.apply(name).apply(api)).problem()))
                .containsOnly(Problem.UNEXPECTED);
        assertThat(server.requests()).isEmpty();
    }
}
