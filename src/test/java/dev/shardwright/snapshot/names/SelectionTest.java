package dev.shardwright.snapshot.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final List<IndexDetails> INDICES = List.of(
            index("orders", false, Optional.of(false), "shop"),
            index("orders-old", false, Optional.of(false), "shop"),
            index("quiet", true, Optional.of(false)),
            index(".security-7", true, Optional.of(true)),
            index("feature", false, Optional.of(true)),
            index(".opendistro", false, Optional.empty()),
            index(".ds-logs-1", true, Optional.of(false)),
            index(".ds-logs-2", true, Optional.of(false)));
    private static final List<DataStreamInfo> STREAMS =
            List.of(new DataStreamInfo("logs", List.of(".ds-logs-1", ".ds-logs-2")));

    private static IndexDetails index(String name, boolean hidden, Optional<Boolean> system, String... aliases) {
        return new IndexDetails(name, "u-" + name, true, hidden, system, 1, 1, 0, List.of(aliases), Map.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                 | logs,orders,orders-old       | .ds-logs-1,.ds-logs-2,orders,orders-old |",
                "orders           | orders                       | orders                                  |",
                "shop             | orders,orders-old            | orders,orders-old                       |",
                "shop,-*-old      | orders                       | orders                                  |",
                "*,-logs          | orders,orders-old            | orders,orders-old                       |",
                "log*             | logs                         | .ds-logs-1,.ds-logs-2                   |",
                ".ds-logs-1       | .ds-logs-1                   | .ds-logs-1                              |",
                ".*               | .ds-logs-1,.ds-logs-2,.opendistro,.security-7 | .ds-logs-1,.ds-logs-2,.opendistro,.security-7 |",
                "quiet,feature    | feature,quiet                | feature,quiet                           |",
                "orders,gone,away | orders                       | orders                                  | away,gone",
                "nothing-*        |                              |                                         |",
            })
    void aListStandsForIndicesAndDataStreams(String list, String names, String indices, String missing) {
        Selection selection = Selection.of(new Expressions(split(list)), INDICES, STREAMS);
        assertThat(selection.names()).containsExactlyElementsOf(split(names));
        assertThat(selection.indices().stream().map(IndexDetails::name))
                .containsExactlyInAnyOrderElementsOf(split(indices));
        assertThat(selection.missing()).containsExactlyElementsOf(split(missing));
    }

    private static List<String> split(String list) {
        return list == null ? List.of() : List.of(list.split(","));
    }
}
