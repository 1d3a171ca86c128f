package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Before a restore begins: whether it can be done. What it will do is written down first. */
final class Checking {
    private final RestoreView view;
    private final RestoreReport report;
    private final Place place;
    private final Instant now;

    Checking(RestoreView view, RestoreReport report, Place place, Instant now) {
        this.view = view;
        this.report = report;
        this.place = place;
        this.now = now;
    }

    Decision<RestoreStatus> decide() {
        RestoreSpec spec = view.resource().getSpec();
        Optional<String> flaw = Optional.ofNullable(spec.rename())
                .flatMap(Renamed::flaw)
                .or(() -> FastSettings.flaw(spec.indexSettings()));
        if (flaw.isPresent()) {
            return Decision.tell(report.refused(null, "InvalidSpec", flaw.get()));
        }
        Inspect inspect = new Inspect(place.repository(), place.snapshot());
        Optional<Finding<Verdict<Facts>>> last = view.findings().of(inspect);
        if (last.filter(f -> RestorePlan.isFresh(f, now)).isEmpty()) {
            return Decision.run(report.checking(), inspect);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Facts>>(var problem, var message) ->
                again(report.waiting(Silence.reason(problem), message), inspect, last.get());
            case Reply.Answer<Verdict<Facts>>(Verdict.Refused<Facts>(var why)) ->
                again(report.waiting("Refused", why.type() + ": " + why.reason()), inspect, last.get());
            case Reply.Answer<Verdict<Facts>>(Verdict.Granted<Facts>(var facts)) -> judged(facts);
        };
    }

    private Decision<RestoreStatus> judged(Facts facts) {
        RestoreSpec spec = view.resource().getSpec();
        PreflightCheck.Result result = PreflightCheck.of(spec, place, facts, view.expected(place.snapshot()));
        if (!result.obstacles().isEmpty()) {
            String all = result.obstacles().stream().map(Obstacle::message).collect(Collectors.joining("; "));
            return Decision.tell(report.refused(
                    result.told(), result.obstacles().getFirst().reason().name(), all));
        }
        if (spec.dryRun()) {
            return Decision.tell(report.dryRun(result.told()));
        }
        return Decision.tell(report.setOut(result.told(), RecordFile.name(view.resource())), Duration.ofMillis(1))
                .applying(RecordFile.of(view.resource(), result.record()));
    }

    private Decision<RestoreStatus> again(RestoreStatus status, Inspect inspect, Finding<?> last) {
        return Decision.retry(status, inspect, last.at(), RestorePlan.PAUSE, now);
    }
}
