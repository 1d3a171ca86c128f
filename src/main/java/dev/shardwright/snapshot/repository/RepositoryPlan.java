package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.snapshot.site.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What to do for a repository now, and what to say of it: registered first, then verified by every node. Pure. */
final class RepositoryPlan {
    /** How long a proof lasts. */
    static final Duration LASTS = Duration.ofMinutes(10);
    /** How soon what was refused is tried again: a key or a bucket may have been mended meanwhile. */
    static final Duration RETRY = Duration.ofSeconds(30);
    /** How soon somebody who did not answer is asked again. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final RepositoryView view;
    private final Registration wanted;
    private final RepositoryReport report;
    private final Instant now;

    private RepositoryPlan(RepositoryView view, Instant now) {
        this.view = view;
        this.wanted = Registration.of(view.resource());
        this.report = new RepositoryReport(view, wanted, now);
        this.now = now;
    }

    static Decision<SnapshotRepositoryStatus> of(RepositoryView view, Instant now) {
        return new RepositoryPlan(view, now).decide();
    }

    private Decision<SnapshotRepositoryStatus> decide() {
        Optional<String> flaw = Registration.flaw(view.resource());
        if (flaw.isPresent()) {
            return Decision.tell(report.failed("InvalidSpec", flaw.get()));
        }
        if (view.namesake().isPresent()) {
            return Decision.tell(report.failed("NameTaken", view.namesake().get()), RETRY);
        }
        if (view.role().isPresent()) {
            return Decision.tell(report.failed("RoleConflict", view.role().get()), RETRY);
        }
        if (view.keys().isEmpty() && Registration.needsKeys(view.resource())) {
            return Decision.tell(report.failed("SecretMissing", Registration.missingKeys(view.resource())));
        }
        if (view.site() instanceof Sites.Lookup.Missing(var reason, var message)) {
            return Decision.tell(report.failed(reason, message));
        }
        if (view.other().isPresent() && mayNotBeSecond()) {
            return Decision.tell(report.failed("SecondWriter", view.other().get()), RETRY);
        }
        return afterRefusal().orElseGet(this::registered);
    }

    private boolean mayNotBeSecond() {
        return !view.resource().getSpec().readOnly()
                && !view.resource().getSpec().allowSecondWriter();
    }

    /** The server refused to register it: told, and tried again after a while. */
    private Optional<Decision<SnapshotRepositoryStatus>> afterRefusal() {
        return view.findings().of(new Register(wanted)).flatMap(last -> switch (last.reply()) {
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> {
                Diagnosis diagnosis = Diagnosis.of(why);
                SnapshotRepositoryStatus status =
                        report.failed(diagnosis.reason().name(), diagnosis.message());
                yield Optional.of(retried(status, new Register(wanted), last, RETRY));
            }
            case Reply.Failure<Verdict<Done>>(var problem, var message)
            when view.findings().of(new ReadRepository(wanted.name())).isEmpty() ->
                Optional.of(retried(silence(problem, message), new ReadRepository(wanted.name()), last, SILENCE));
            default -> Optional.empty();
        });
    }

    private Decision<SnapshotRepositoryStatus> registered() {
        ReadRepository read = new ReadRepository(wanted.name());
        Optional<Finding<Optional<RepositoryInfo>>> last = view.findings().of(read);
        if (last.isEmpty()) {
            return Decision.run(report.underWay("Asking", "asks the cluster what is registered"), read);
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Optional<RepositoryInfo>>(var problem, var message) ->
                retried(silence(problem, message), read, last.get(), SILENCE);
            case Reply.Answer<Optional<RepositoryInfo>>(var found) -> {
                Decision<SnapshotRepositoryStatus> next =
                        found.filter(this::isSo).isPresent()
                                ? verified(read, last.get().at())
                                : register(found, read, last.get());
                yield due(last.get(), LASTS) ? Decision.run(next.status(), read) : next;
            }
        };
    }

    /** A server may word settings in its own way, and is not told the same again and again. */
    private boolean isSo(RepositoryInfo found) {
        boolean told = view.findings().of(new Register(wanted)).isPresent()
                || view.written()
                        .filter(s -> wanted.digest().equals(s.registered()))
                        .isPresent();
        boolean readOnly = Boolean.parseBoolean(found.settings().get("readonly"));
        return found.type().equals(wanted.type())
                && found.settings().entrySet().containsAll(wanted.settings().entrySet())
                && readOnly == view.resource().getSpec().readOnly()
                && (told || found.settings().equals(wanted.settings()));
    }

    private Decision<SnapshotRepositoryStatus> register(
            Optional<RepositoryInfo> found, ReadRepository read, Finding<?> last) {
        Optional<Finding<Verdict<Done>>> earlier = view.findings().of(new Register(wanted));
        if (earlier.isPresent() && !due(earlier.get(), RETRY)) {
            SnapshotRepositoryStatus told =
                    earlier.get().reply() instanceof Reply.Failure<Verdict<Done>>(var problem, var message)
                            ? silence(problem, message)
                            : report.failed("NotRegistered", wanted.difference(found));
            return retried(told, read, last, RETRY);
        }
        Register register = new Register(wanted);
        SnapshotRepositoryStatus status = report.underWay("Registering", "registers the repository");
        return found.filter(wanted::writesThereToo).isPresent()
                ? Decision.run(status, register)
                : precaution().orElseGet(() -> Decision.run(status, register));
    }

    /** Before a cluster may write to a place for the first time, who wrote there last is looked up. */
    private Optional<Decision<SnapshotRepositoryStatus>> precaution() {
        if (!mayNotBeSecond() || view.clusterUuid().isEmpty()) {
            return Optional.empty();
        }
        LookBefore look = new LookBefore(wanted);
        Optional<Finding<Verdict<List<SnapshotInfo>>>> last = view.findings().of(look);
        if (last.isEmpty()) {
            return Optional.of(Decision.run(report.underWay("Looking", "looks who wrote to this place before"), look));
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<List<SnapshotInfo>>>(var problem, var message) ->
                Optional.of(retried(silence(problem, message), look, last.get(), SILENCE));
            case Reply.Answer<Verdict<List<SnapshotInfo>>>(Verdict.Refused<List<SnapshotInfo>>(var why)) -> {
                Diagnosis diagnosis = Diagnosis.of(why);
                yield Optional.of(retried(
                        report.failed(diagnosis.reason().name(), diagnosis.message()), look, last.get(), RETRY));
            }
            case Reply.Answer<Verdict<List<SnapshotInfo>>>(Verdict.Granted<List<SnapshotInfo>>(var snapshots)) ->
                Writers.stranger(snapshots, view.clusterUuid().get())
                        .map(who -> retried(report.failed("SecondWriter", who), look, last.get(), LASTS));
        };
    }

    private Decision<SnapshotRepositoryStatus> verified(ReadRepository read, Instant readAt) {
        Verify verify = new Verify(wanted.name(), wanted.digest() + view.keys());
        Optional<Finding<Verdict<Verify.Proof>>> last = view.findings().of(verify);
        if (last.isEmpty()) {
            return report.earlierProof(LASTS)
                    .filter(left -> !keysChanged())
                    .map(left -> Decision.tell(report.stillVerified(), left))
                    .orElseGet(() -> Decision.run(
                            report.underWay("Verifying", "every node proves that it can use the repository"), verify));
        }
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<Verify.Proof>>(var problem, var message) ->
                retried(silence(problem, message), verify, last.get(), SILENCE);
            case Reply.Answer<Verdict<Verify.Proof>>(Verdict.Refused<Verify.Proof>(var why)) -> {
                Diagnosis diagnosis = Diagnosis.of(why);
                yield retried(report.failed(diagnosis.reason().name(), diagnosis.message()), verify, last.get(), RETRY);
            }
            case Reply.Answer<Verdict<Verify.Proof>>(Verdict.Granted<Verify.Proof>(var proof)) -> {
                if (proof.registered().filter(this::isSo).isPresent()) {
                    yield proved(proof, verify, last.get());
                }
                SnapshotRepositoryStatus status =
                        report.unknown("NotRegistered", wanted.difference(proof.registered()));
                yield readAt.isAfter(last.get().at())
                        ? retried(status, verify, last.get(), SILENCE)
                        : Decision.run(status, read);
            }
        };
    }

    private Decision<SnapshotRepositoryStatus> proved(Verify.Proof proof, Verify verify, Finding<?> last) {
        List<VerifiedNode> nodes = proof.nodes();
        Set<String> silent = new TreeSet<>(view.members());
        silent.removeAll(nodes.stream().map(VerifiedNode::name).collect(Collectors.toSet()));
        if (nodes.isEmpty() || !silent.isEmpty()) {
            String message = silent.isEmpty()
                    ? "no node has proved yet that it can use it"
                    : "has not been proved yet by " + String.join(", ", silent);
            return retried(report.unknown("NotVerifiedByAllNodes", message), verify, last, SILENCE);
        }
        SnapshotRepositoryStatus status = due(last, LASTS)
                ? report.underWay("Verifying", "every node proves once more that it can use the repository")
                : report.verified(last.at(), nodes.size(), proof.registered().flatMap(RepositoryInfo::uuid));
        return retried(status, verify, last, LASTS);
    }

    /** What was proved with other keys, or for another registration, is no proof for these. */
    private boolean keysChanged() {
        return view.findings().found().keySet().stream().anyMatch(Verify.class::isInstance);
    }

    private SnapshotRepositoryStatus silence(Problem problem, String message) {
        return report.unknown(Silence.reason(problem), Words.silence(view.site(), message));
    }

    private Decision<SnapshotRepositoryStatus> retried(
            SnapshotRepositoryStatus status, Errand<?> errand, Finding<?> last, Duration after) {
        return Decision.retry(status, errand, last.at(), after, now);
    }

    private boolean due(Finding<?> finding, Duration after) {
        return !now.isBefore(finding.at().plus(after));
    }
}
