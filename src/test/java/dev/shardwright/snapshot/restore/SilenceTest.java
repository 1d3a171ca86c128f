package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.RestoreStatus.Step;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Sample;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each question and each change, with each kind of silence: it is told, tried again after a pause, and never a step. */
class SilenceTest {
    private static final Sample SAMPLE = new Sample("1", null, 0, 1, "ab");
    private static final Set<String> KEYS = Set.of("index.number_of_replicas", "index.refresh_interval");
    private static final Map<String, String> FAST =
            Map.of("index.number_of_replicas", "0", "index.refresh_interval", "-1");

    /** Where a restore is, with the errand that is next there. */
    private record Place(String name, RestoreView view, Errand<?> next) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Place> places() {
        RestoreRecord fresh = Scenes.preparing(Map.of());
        RestoreRecord inTheWay = Scenes.preparing(Map.of("a", Scenes.A));
        RestoreRecord made = Scenes.made();
        Errand<Verdict<Begun>> look = look(Map.of());
        Errand<Verdict<Begun>> lookAgain = look(Map.of("a", Scenes.A));
        Poll poll = new Poll(List.of("a", "b"));
        Findings done = Scenes.heard(poll, Scenes.granted(Scenes.copying(ShardCopy.State.STARTED)), Scenes.NOON);
        CountIndices count = new CountIndices(
                List.of(new CountIndices.Index("a", 1), new CountIndices.Index("b", 1)), CountIndices.Moment.After);
        Map<String, Counted> right =
                Map.of("a", new Counted.Of(Scenes.tally("a1", 3)), "b", new Counted.Of(Scenes.tally("b1", 5)));
        Restore plain = Views.restore();
        return List.of(
                new Place(
                        "checking",
                        Views.of(plain, Optional.of(Scenes.counts()), Optional.empty(), Findings.NONE),
                        new Inspect("r", "s")),
                at("looking", plain, Step.Preparing, fresh, Findings.NONE, look),
                at(
                        "closing",
                        plain,
                        Step.Preparing,
                        inTheWay,
                        Scenes.heard(lookAgain, Scenes.granted(new Begun.NotYet(Map.of("a", Scenes.A))), Scenes.NOON),
                        new CloseIndices(Map.of("a", Scenes.A))),
                at(
                        "beginning",
                        plain,
                        Step.Preparing,
                        fresh,
                        Scenes.heard(look, Scenes.granted(new Begun.NotYet(Map.of())), Scenes.NOON),
                        new Begin(
                                "r",
                                "s",
                                new NewRestore(
                                        List.of("a", "b"),
                                        Optional.empty(),
                                        true,
                                        false,
                                        List.of(),
                                        Map.of(),
                                        List.of()),
                                Set.of("a", "b"),
                                Map.of())),
                at("hurrying", plain, Step.Restoring, made, Findings.NONE, made.hurry(FAST)),
                at("polling", Views.restore("indexSettings: {}"), Step.Restoring, made, Findings.NONE, poll),
                at("polling again", plain, Step.Verifying, made, Findings.NONE, poll),
                at("counting", plain, Step.Verifying, made, done, count),
                new Place(
                        "reading",
                        Views.of(
                                Views.with(
                                        Views.restore("verification: CountsAndSamples"),
                                        RestoreStatus.none().at(Step.Verifying).started("2026-05-01T12:00:00Z")),
                                Optional.of(Scenes.counts(SAMPLE)),
                                Optional.of(made),
                                Scenes.and(done, count, Reply.answer(right), Scenes.NOON)),
                        new ReadSamples(Map.of("a", List.of(new DocumentKey("1", Optional.empty()))))),
                at("putting back", plain, Step.PuttingBack, made, Findings.NONE, made.undo()));
    }

    private static Errand<Verdict<Begun>> look(Map<String, Identity> inTheWay) {
        return new LookWhetherBegun("r", "s", Set.of("a", "b"), inTheWay, KEYS);
    }

    private static Place at(
            String name, Restore restore, Step step, RestoreRecord record, Findings findings, Errand<?> next) {
        return new Place(name, Scenes.view(restore, step, record, findings), next);
    }

    private static RestoreView saying(RestoreView view, RestoreStatus status) {
        return new RestoreView(
                Views.with(view.resource(), status),
                view.snapshot(),
                view.repository(),
                view.site(),
                view.comparedWith(),
                view.counts(),
                view.record(),
                view.findings());
    }

    private static RestoreView hearing(RestoreView view, Errand<?> errand, Reply<?> reply) {
        return new RestoreView(
                view.resource(),
                view.snapshot(),
                view.repository(),
                view.site(),
                view.comparedWith(),
                view.counts(),
                view.record(),
                heard(view.findings(), errand, reply));
    }

    @SuppressWarnings("unchecked") // each errand is given a reply of its own kind
    private static <T> Findings heard(Findings before, Errand<T> errand, Reply<?> reply) {
        return Scenes.and(before, errand, (Reply<T>) reply, Scenes.NOON);
    }

    static Stream<Place> eachPlace() {
        return places().stream();
    }

    static Stream<Arguments> eachPlaceAndSilence() {
        List<Arguments> all = new ArrayList<>();
        for (Place place : places()) {
            for (Problem problem : Problem.values()) {
                all.add(Arguments.of(place, problem.name(), Reply.failure(problem, "the server said " + problem)));
            }
            boolean refusable =
                    !place.name().equals("counting") && !place.name().equals("reading");
            if (refusable) {
                for (String type : List.of(
                        "concurrent_snapshot_execution_exception",
                        "snapshot_in_progress_exception",
                        "repository_missing_exception")) {
                    boolean passedOver = place.name().equals("hurrying"); // costs time, and nothing else
                    if (!passedOver) {
                        all.add(Arguments.of(
                                place,
                                type,
                                Reply.answer(new Verdict.Refused<>(
                                        new Complaint(400, type, "wait", List.of(), List.of())))));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eachPlace")
    void whatWasNotAskedIsAskedAndNothingElse(Place place) {
        Decision<RestoreStatus> decision = RestorePlan.of(place.view(), Scenes.NOON);
        assertThat(decision.errand()).isEqualTo(Optional.of(place.next()));
        assertThat(decision.object()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("eachPlaceAndSilence")
    void silenceIsToldAndTriedAgainAfterAPause(Place place, String silence, Reply<?> reply) {
        RestoreView view = hearing(place.view(), place.next(), reply);
        Decision<RestoreStatus> now = RestorePlan.of(view, Scenes.NOON.plusMillis(5));
        assertThat(now.errand()).as("nothing is asked at once").isEmpty();
        assertThat(now.object()).isEmpty();
        assertThat(now.again().orElseThrow()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        assertThat(now.status().waitingFor()).isNotBlank();
        assertThat(now.status().finishedAt()).isNull();
        Condition succeeded = now.status().conditions().getFirst();
        assertThat(succeeded.getStatus()).isEqualTo("Unknown");
        assertThat(succeeded.getMessage()).isEqualTo(now.status().waitingFor());

        Decision<RestoreStatus> later = RestorePlan.of(saying(view, now.status()), Scenes.NOON.plusSeconds(10));
        assertThat(later.errand()).isEqualTo(Optional.of(place.next()));
        assertThat(later.status()).as("the same is said as before").isEqualTo(now.status());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eachPlace")
    void nothingIsAskedWithoutACluster(Place place) {
        RestoreView view = new RestoreView(
                place.view().resource(),
                place.view().snapshot(),
                place.view().repository(),
                new Sites.Lookup.Missing("ClusterMissing", "there is none"),
                Optional.empty(),
                place.view().counts(),
                place.view().record(),
                place.view().findings());
        Decision<RestoreStatus> decision = RestorePlan.of(view, Scenes.NOON);
        assertThat(decision.errand()).isEmpty();
        assertThat(decision.status().waitingFor()).isEqualTo("there is none");
        assertThat(decision.again()).contains(RestorePlan.PAUSE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eachPlace")
    void whatWentWrongBeforeStaysSaidOverASilence(Place place) {
        Optional<RestoreStatus> written = place.view().written();
        if (written.isEmpty()) {
            return;
        }
        RestoreStatus failed = new RestoreReport(place.view(), Optional.empty(), Scenes.NOON)
                .failing("RestoreFailed", "broken")
                .at(written.get().step());
        RestoreView view =
                hearing(saying(place.view(), failed), place.next(), Reply.failure(Problem.TIMED_OUT, "no answer"));
        RestoreStatus status = RestorePlan.of(view, Scenes.NOON.plusMillis(5)).status();
        assertThat(status.waitingFor()).isEqualTo("no answer");
        assertThat(status.conditions().getFirst().getReason()).isEqualTo("RestoreFailed");
        assertThat(status.conditions().getFirst().getStatus()).isEqualTo("False");
    }
}
