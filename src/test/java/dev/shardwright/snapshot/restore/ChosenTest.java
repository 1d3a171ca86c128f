package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.SnapshotInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChosenTest {
    private static final SnapshotInfo SNAPSHOT = Snapshots.with(
            SnapshotInfo.State.SUCCESS,
            List.of(
                    "a",
                    "b",
                    ".hidden",
                    ".security-7",
                    ".ds-logs-2026.01.01-000001",
                    ".ds-logs-app-2026.01.01-000001",
                    ".ds-logs-000002"),
            List.of("logs", "logs-app"),
            List.of(".security-7"),
            "8.19.21");

    private final List<Obstacle> obstacles = new ArrayList<>();

    private Chosen chosen(String... spec) {
        return Chosen.of(Views.restore(spec).getSpec(), SNAPSHOT, obstacles);
    }

    @Test
    void everythingButTheIndicesOfFeatures() {
        Chosen chosen = chosen();
        assertThat(chosen.names()).containsExactly(".hidden", "a", "b", "logs", "logs-app");
        assertThat(chosen.targets().keySet())
                .containsExactlyInAnyOrder(
                        "a",
                        "b",
                        ".hidden",
                        ".ds-logs-2026.01.01-000001",
                        ".ds-logs-app-2026.01.01-000001",
                        ".ds-logs-000002");
        assertThat(obstacles).isEmpty();
    }

    @Test
    void aDataStreamHasItsOwnIndicesAndNotThoseOfOneWithALongerName() {
        assertThat(chosen("indices: [logs]").targets().keySet())
                .containsExactlyInAnyOrder(".ds-logs-2026.01.01-000001", ".ds-logs-000002");
        assertThat(chosen("indices: [logs-app]").targets().keySet()).containsExactly(".ds-logs-app-2026.01.01-000001");
    }

    @Test
    void dataStreamsAreRenamedWithTheirIndices() {
        Chosen chosen = chosen("indices: ['logs*', a]", "rename: {pattern: '(.+)', replacement: 'old-$1'}");
        assertThat(chosen.streams()).containsExactly("old-logs", "old-logs-app");
        assertThat(chosen.targets())
                .containsAllEntriesOf(
                        Map.of("a", "old-a", ".ds-logs-app-2026.01.01-000001", ".ds-old-logs-app-2026.01.01-000001"));
    }

    @ParameterizedTest
    @CsvSource({
        "IndexMissing, 'indices: [a, c]', 'spec.indices: the snapshot has no c: correct the list'",
        "NothingToRestore, 'indices: [\"x*\"]', spec.indices stands for nothing that the snapshot has",
        "InvalidRename, 'rename: {pattern: \".+\", replacement: x}', spec.rename makes x of both",
        "InvalidRename, 'rename: {pattern: \".+\", replacement: \"\"}', spec.rename makes",
        "InvalidRename, 'rename: {pattern: ^a$, replacement: A}', 'spec.rename makes \"A\", which no index can be called'",
        "InvalidRename, 'rename: {pattern: ^a$, replacement: -a}', 'spec.rename makes \"-a\"'",
        "InvalidRename, 'rename: {pattern: ^a$, replacement: \"a b\"}', 'spec.rename makes \"a b\"'",
    })
    void whatCannotBeIsAnObstacle(Obstacle.Reason reason, String line, String message) {
        chosen(line);
        assertThat(obstacles).anySatisfy(o -> {
            assertThat(o.reason()).isEqualTo(reason);
            assertThat(o.message()).startsWith(message);
        });
    }
}
