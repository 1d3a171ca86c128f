package dev.shardwright.snapshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Errands by hand: each task waits until the test runs it. */
class ErrandsTest {
    private static final ResourceID ME = new ResourceID("nightly", "ns");
    private static final ResourceID OTHER = new ResourceID("hourly", "ns");
    private static final Site SITE = new Site(
            "ns/es",
            Target.outside(BaseUrl.of("https://search.example.org"), new Authentication.None(), new Trust.Public()));
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<ResourceID> news = new ArrayList<>();
    private Instant now = NOON;
    private final Errands errands = new Errands(site -> null, tasks::add, () -> now, news::add);

    private record Question(String what, Supplier<Reply<String>> answer) implements Errand<String> {
        @Override
        public Reply<String> run(DataApi api) {
            return answer.get();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Question question && question.what.equals(what);
        }

        @Override
        public int hashCode() {
            return what.hashCode();
        }
    }

    private record Change(String what) implements Errand<String> {
        @Override
        public Reply<String> run(DataApi api) {
            return Reply.answer(what);
        }

        @Override
        public boolean isChange() {
            return true;
        }
    }

    private static Question question(String what) {
        return new Question(what, () -> Reply.answer("answer to " + what));
    }

    @Test
    void callerDoesNotWaitAndIsToldOfTheEnd() {
        errands.run(ME, SITE, question("a"));
        assertThat(errands.findings(ME).running()).contains(question("a"));
        assertThat(errands.findings(ME).of(question("a"))).isEmpty();
        assertThat(news).isEmpty();
        tasks.remove().run();
        assertThat(news).containsExactly(ME);
        assertThat(errands.findings(ME).running()).isEmpty();
        assertThat(errands.findings(ME).of(question("a")).orElseThrow())
                .isEqualTo(new Findings.Finding<>(Reply.answer("answer to a"), NOON));
    }

    @Test
    void oneAtATimeForEachResource() {
        errands.run(ME, SITE, question("a"));
        errands.run(ME, SITE, question("a"));
        errands.run(ME, SITE, question("b"));
        errands.run(OTHER, SITE, question("b"));
        assertThat(tasks).hasSize(2);
        tasks.forEach(Runnable::run);
        assertThat(errands.findings(ME).found()).containsOnlyKeys(question("a"));
        assertThat(errands.findings(OTHER).found()).containsOnlyKeys(question("b"));
    }

    @Test
    void whatWasFoundBeforeAChangeIsForgottenOverIt() {
        errands.run(ME, SITE, question("a"));
        tasks.remove().run();
        errands.run(ME, SITE, new Change("c"));
        tasks.remove().run();
        assertThat(errands.findings(ME).found()).containsOnlyKeys(new Change("c"));
        errands.run(ME, SITE, question("b"));
        tasks.remove().run();
        assertThat(errands.findings(ME).found()).containsOnlyKeys(new Change("c"), question("b"));
    }

    @Test
    void aReplyIsAsOldAsItsQuestion() {
        errands.run(ME, SITE, new Question("slow", () -> {
            now = NOON.plusSeconds(30);
            return Reply.answer("late");
        }));
        tasks.remove().run();
        Findings findings = errands.findings(ME);
        assertThat(findings.fresh(question("slow"), now, Duration.ofSeconds(30)))
                .contains(Reply.answer("late"));
        assertThat(findings.fresh(question("slow"), now, Duration.ofSeconds(29)))
                .isEmpty();
    }

    @Test
    void aFailureIsAFindingTooAndReplacesWhatWasKnown() {
        errands.run(ME, SITE, question("a"));
        tasks.remove().run();
        Reply<String> failure = Reply.failure(Problem.TIMED_OUT, "no answer.");
        errands.run(ME, SITE, new Question("a", () -> failure));
        tasks.remove().run();
        assertThat(errands.findings(ME).of(question("a")).orElseThrow().reply()).isEqualTo(failure);
    }

    @Test
    void aBugIsAFailure() {
        errands.run(ME, SITE, new Question("a", () -> {
            throw new IllegalStateException("secret");
        }));
        tasks.remove().run();
        assertThat(errands.findings(ME).of(question("a")).orElseThrow().reply())
                .isEqualTo(Reply.failure(
                        Problem.UNEXPECTED, "Asking ns/es failed inside the operator (IllegalStateException)."));
        assertThat(news).containsExactly(ME);
    }

    @Test
    void anErrorEndsItToo() {
        errands.run(ME, SITE, new Question("a", () -> {
            throw new StackOverflowError();
        }));
        tasks.remove().run();
        assertThat(errands.findings(ME).of(question("a")).orElseThrow().reply())
                .isEqualTo(Reply.failure(
                        Problem.UNEXPECTED, "Asking ns/es failed inside the operator (StackOverflowError)."));
        assertThat(news).containsExactly(ME);
    }

    @Test
    void whoIsForgottenHearsNothingMore() {
        errands.run(ME, SITE, question("a"));
        errands.forget(ME);
        tasks.remove().run();
        assertThat(news).isEmpty();
        assertThat(errands.findings(ME)).isEqualTo(Findings.NONE);
    }
}
