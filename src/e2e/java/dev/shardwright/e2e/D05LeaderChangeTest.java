package dev.shardwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.AuditLog;
import dev.shardwright.e2e.harness.ClusterManifest;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.EndToEnd;
import dev.shardwright.e2e.harness.Figures;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Pods;
import dev.shardwright.e2e.harness.Repeatedly;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Requests.Request;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two operators, and specs that change all the time: one of them works, then the other. */
@EndToEnd
@DisplayName("D5 leader change")
@Tag("full")
class D05LeaderChangeTest {
    private static final ClusterManifest SINGLE = ClusterManifest.load("single")
            .putInPool("node", "podTemplate", "{spec: {nodeSelector: {kubernetes.io/hostname: nowhere}}}");
    private static final String ROUND = "e2e.shardwright.dev/round";
    private static final int CLUSTERS = 6;
    private static final int CHANGES = 5;
    private static final Duration BETWEEN_EDITS = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMinutes(2);

    /** From when the lease was given back. */
    private static final Duration AFTER_A_CLEAN_STOP = Duration.ofSeconds(3);

    /** From when it was last renewed: it lasts for fifteen seconds, and the others look every three. */
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(18);

    @Test
    @DisplayName("D5 leader stopped five times under edits: the other works within 3 s, and never both")
    void cleanStop(KubernetesClient client, Spaces spaces, Operator operator, AuditLog audit, Figures figures) {
        change(spaces, operator, audit, figures, "clean-stop", AFTER_A_CLEAN_STOP, leader -> client.pods()
                .resource(leader)
                .delete());
    }

    @Test
    @DisplayName("D5 leader killed five times under edits: the other works when the lease has ended, and never both")
    void kill(Spaces spaces, Operator operator, AuditLog audit, Figures figures) {
        change(spaces, operator, audit, figures, "kill", AFTER_A_KILL, leader -> operator.kill());
    }

    /** The lease is still in the name of the pod when its container starts again. */
    @Test
    @DisplayName("D5 leader's container killed under edits: who works next has taken the lease, also in the same pod")
    void crash(Spaces spaces, Operator operator, AuditLog audit) {
        audit.require();
        underEdits(spaces, operator, () -> {
            String old = Pods.name(leaderAtWork(operator, audit, Instant.now()));
            operator.crash();
            Instant dead = Instant.now();
            Waiting.until(
                    "an operator at work again",
                    SOON,
                    () -> "",
                    () -> work(audit, dead).size() > 0);
            Request first = work(audit, dead).all().stream()
                    .min(Comparator.comparing(Request::at))
                    .orElseThrow();
            Requests elections =
                    audit.of(Operator.USER, dead, first.at()).by(first.pod()).elections();
            Console.say("  %s crashed; first write by %s after %s".formatted(old, first.pod(), elections));
            assertThat(elections.size())
                    .as("the lease of the process before it given back, if it was in this pod, and taken")
                    .isGreaterThanOrEqualTo(first.pod().equals(old) ? 2 : 1);
        });
    }

    private static Requests work(AuditLog audit, Instant from) {
        return audit.of(Operator.USER, from, Instant.now()).writes().where(r -> !r.resource()
                .equals("selfsubjectrulesreviews"));
    }

    private static void change(
            Spaces spaces,
            Operator operator,
            AuditLog audit,
            Figures figures,
            String how,
            Duration atMost,
            Consumer<Pod> end) {
        audit.require();
        List<Double> seconds = new ArrayList<>();
        underEdits(spaces, operator, () -> {
            for (int i = 0; i < CHANGES; i++) {
                seconds.add(one(operator, audit, end));
            }
        });
        figures.record("leader-change-seconds-" + how, seconds);
        assertThat(seconds).as("seconds from the lease to the next leader's").allSatisfy(s -> assertThat(s)
                .isLessThanOrEqualTo(atMost.toMillis() / 1000.0));
    }

    private static void underEdits(Spaces spaces, Operator operator, Runnable changes) {
        operator.scale(2);
        Space space = spaces.open("d5");
        IntStream.range(0, CLUSTERS).forEach(i -> space.apply(SINGLE.named("es-" + i)));
        AtomicInteger round = new AtomicInteger();
        Runnable edit = () -> {
            int i = round.incrementAndGet();
            space.apply(SINGLE.named("es-" + i % CLUSTERS)
                    .put("/http", "{service: {annotations: {%s: \"%d\"}}}".formatted(ROUND, i)));
        };
        try (Repeatedly edits = Repeatedly.every("edits", BETWEEN_EDITS, edit)) {
            changes.run();
            assertThat(edits.times()).as("edits").isPositive();
        } finally {
            operator.scale(1);
        }
    }

    private static Pod leaderAtWork(Operator operator, AuditLog audit, Instant from) {
        Waiting.until("a leader", SOON, () -> "", () -> operator.leader().isPresent());
        Pod leader = operator.leader().orElseThrow();
        Waiting.until(
                "the leader at work",
                SOON,
                () -> "",
                () -> audit.of(Operator.USER, from, Instant.now())
                                .by(Pods.name(leader))
                                .writes()
                                .size()
                        > 0);
        return leader;
    }

    /** One change of leaders; gives the seconds from the last word of the old one about the lease to the first of the new. */
    private static double one(Operator operator, AuditLog audit, Consumer<Pod> end) {
        operator.awaitReady();
        Instant from = Instant.now();
        Pod old = leaderAtWork(operator, audit, from);
        String oldName = Pods.name(old);
        end.accept(old);
        Waiting.until(
                "another leader at work",
                SOON,
                () -> "",
                () -> audit.of(Operator.USER, from, Instant.now())
                                .where(r -> !r.pod().equals(oldName))
                                .writes()
                                .where(r -> r.resource().equals("services"))
                                .size()
                        > 0);

        Requests all = audit.of(Operator.USER, from, Instant.now());
        Instant lastOld = last(all.by(oldName).writes());
        Requests others = all.where(r -> !r.pod().equals(oldName));
        Instant firstNew = first(others.writes().where(r -> !r.resource().equals("selfsubjectrulesreviews")));
        assertThat(firstNew).as("first write of the new leader").isAfter(lastOld);
        // Its last renewal may lie before the first look.
        Instant given = last(audit.of(Operator.USER, from.minus(SOON), Instant.now())
                .by(oldName)
                .elections());
        Instant taken = first(others.elections());
        Console.say("  %s: last write %s, lease %s; the next: lease %s, first write %s"
                .formatted(oldName, lastOld, given, taken, firstNew));
        return Duration.between(given, taken).toMillis() / 1000.0;
    }

    private static Instant first(Requests requests) {
        return requests.all().stream()
                .map(Request::at)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant last(Requests requests) {
        return requests.all().stream()
                .map(Request::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
