package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.AuditLog;
import dev.shardwright.e2e.harness.Cluster;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.HttpTrace;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.SharedCluster;
import dev.shardwright.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster that is as it should be costs nothing. */
@EndToEnd
@DisplayName("A9 nothing to do")
class A09NothingToDoTest {
    private static final int MOST_A_MINUTE = 6;

    /** Of events alone an API server sends no bookmarks: when it ends their watch, its beginning may be forgotten by then. */
    private static final Duration SHORTEST_WATCH = Duration.ofMinutes(5);

    @Test
    @DisplayName("A9 no-op, 2 minutes: 0 writes, 0 uncached reads, at most 6 requests a minute to Elasticsearch")
    void twoMinutes(SharedCluster shared, AuditLog audit, Operator operator, Figures figures) {
        quiet(shared, audit, operator, figures, Duration.ofMinutes(2));
    }

    @Test
    @Tag("full")
    @DisplayName("A9 no-op, 10 minutes: 0 writes, 0 uncached reads, at most 6 requests a minute to Elasticsearch")
    void tenMinutes(SharedCluster shared, AuditLog audit, Operator operator, Figures figures) {
        quiet(shared, audit, operator, figures, Duration.ofMinutes(10));
    }

    private static void quiet(SharedCluster shared, AuditLog audit, Operator operator, Figures figures, Duration time) {
        audit.require();
        operator.awaitReady();
        Cluster cluster = shared.green();
        HttpTrace trace = HttpTrace.start(cluster);
        settled(cluster, audit);

        Instant from = Instant.now();
        Waiting.during("green and nothing to do", time, cluster::progress, cluster::isGreen);
        Instant to = Instant.now();

        long toElasticsearch = trace.requests(from, to);
        trace.stop();
        Requests made = audit.of(Operator.USER, from, to);
        double aMinute = toElasticsearch * 60.0 / Duration.between(from, to).toSeconds();
        Console.say("  the operator: " + made + "; to Elasticsearch " + aMinute + " a minute");
        figures.record("no-op-writes", made.writes().size());
        figures.record("no-op-reads", made.reads().size());
        figures.record("no-op-elasticsearch-requests-a-minute", aMinute);
        assertThat(made.writes().all()).as("writes").isEmpty();
        Requests eventsAnew = made.reads().where(r -> r.verb().equals("list")).events();
        assertThat(eventsAnew.size())
                .as("lists of events after the end of a watch")
                .isLessThanOrEqualTo(1 + (int) time.dividedBy(SHORTEST_WATCH));
        assertThat(made.reads().where(r -> !eventsAnew.all().contains(r)).all())
                .as("uncached reads")
                .isEmpty();
        assertThat(aMinute).as("requests to Elasticsearch a minute").isLessThanOrEqualTo(MOST_A_MINUTE);
        assertThat(toElasticsearch).as("the operator does look").isPositive();
    }

    /** What comes before (a formation, a restart) has to be over: 20 seconds without a write. */
    private static void settled(Cluster cluster, AuditLog audit) {
        Waiting.until(
                "20 s without a write",
                Duration.ofMinutes(3),
                cluster::progress,
                () -> audit.of(Operator.USER, Instant.now().minusSeconds(20), Instant.now())
                                .writes()
                                .size()
                        == 0);
    }
}
