package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Answer;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Scene;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Shutdowns.Entry;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether everything that the operator asked of Elasticsearch for a while is taken back; unknown is no. */
class NothingLeftBehindTest {
    private static final String REASON = "shardwright: rolling restart";

    private static Scene scene() {
        return Scene.running("master 3 master", "data 2 data");
    }

    @Test
    void settledClusterHasNothingOfTheOperators() {
        assertThat(scene().plan().nothingLeftBehind()).isTrue();
    }

    static Stream<Arguments> left() {
        return Stream.of(
                left("a mark on a claim", s -> s.marked("es-master-2", "")),
                left("a mark on a claim whose node is gone", s -> s.wants("master 1 master", "data 2 data")
                        .marked("es-master-2", "")
                        .size("master", 2)
                        .away("es-master-2")),
                left("a filter", s -> s.says(a -> a.draining("es-data-1"))),
                left("a filter for a node that nobody knows", s -> s.says(a -> a.draining("es-old-7"))),
                left(
                        "a registration",
                        s -> s.says(a -> a.shutdowns(new Entry(Answer.id("es-data-1"), "restart", REASON)))),
                left("facts that nobody asked for", s -> s.facts(ElasticsearchFacts.NONE)),
                left("no shards and settings", s -> s.says(a -> a.detailsAge(null))),
                left("old facts", s -> s.says(a -> a.age(Duration.ofSeconds(21)))),
                left("old shards and settings", s -> s.says(a -> a.detailsAge(Duration.ofSeconds(21)))),
                left("no elected master", s -> s.says(a -> a.master(null))),
                left("facts of another cluster", s -> s.says(a -> a.uuid(Fixtures.OTHER_UUID))));
    }

    private static Arguments left(String name, Consumer<Scene> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("left")
    void somethingMayBeLeftBehindWith(String name, Consumer<Scene> change) {
        Scene scene = scene();
        change.accept(scene);
        assertThat(scene.plan().nothingLeftBehind()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void somethingMayBeLeftBehindOnAnyError(Problem problem) {
        assertThat(scene().failing(problem).plan().nothingLeftBehind()).isFalse();
    }

    @Test
    void whatOthersAskedForIsTheirs() {
        Scene scene = scene().says(a -> a.excluded("es-master-2")
                .setting("exclude._name", "es-data-1")
                .shutdowns(new Entry(Answer.id("es-data-1"), "restart", "maintenance")));
        assertThat(scene.plan().nothingLeftBehind()).isTrue();
    }
}
