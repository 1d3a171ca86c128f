package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to do for a repository now, and what to say of it. Pure.
 *
 * @param errand   what to ask or change next; empty when there is nothing to do
 * @param ready    True, False or Unknown
 * @param reason   one word
 * @param message  for people
 * @param verified when every node last proved that it can use it, and how many did; empty when this is not so
 * @param uuid     identity that the repository carries, where the server tells it
 * @param again    when to look again without an event
 */
record RepositoryPlan(
        Optional<Errand<?>> errand,
        String ready,
        String reason,
        String message,
        Optional<Proof> verified,
        Optional<String> uuid,
        Duration again) {
    /** How long a proof lasts. */
    static final Duration LASTS = Duration.ofMinutes(10);
    /** How soon what was refused is tried again: a key or a bucket may have been mended meanwhile. */
    static final Duration RETRY = Duration.ofSeconds(60);
    /** How soon somebody who did not answer is asked again. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** Every node can use it, as of then. */
    record Proof(Instant at, int nodes) {}

    /**
     * The plan.
     *
     * @param wanted   the registration that the spec asks for
     * @param members  names of the nodes that have to prove themselves; empty when they are not known
     * @param findings what was heard from the cluster
     */
    static RepositoryPlan of(Registration wanted, Set<String> members, Findings findings, Instant now) {
        Optional<Findings.Finding<Verdict<Done>>> registered = findings.of(new Register(wanted));
        if (registered.isPresent()
                && registered.get().reply() instanceof Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why))) {
            Diagnosis diagnosis = Diagnosis.of(why);
            return due(registered.get(), RETRY, now)
                    ? step(
                            new Register(wanted),
                            "Registering",
                            "registers the repository again: " + diagnosis.message())
                    : told("False", diagnosis.reason().name(), diagnosis.message(), RETRY);
        }
        ReadRepository read = new ReadRepository(wanted.name());
        Optional<Findings.Finding<Optional<RepositoryInfo>>> info = findings.of(read);
        if (info.isEmpty() || due(info.get(), pause(info.get().reply()), now)) {
            return info.isPresent() && info.get().reply() instanceof Reply.Answer
                    ? verified(wanted, members, findings, info.get(), now).asking(read)
                    : step(read, "Asking", "asks the cluster what is registered");
        }
        return switch (info.get().reply()) {
            case Reply.Failure<Optional<RepositoryInfo>>(var problem, var message) ->
                told("Unknown", Silence.reason(problem), message, SILENCE);
            case Reply.Answer<Optional<RepositoryInfo>>(var found) ->
                found.filter(f -> isSo(f, wanted, registered.isPresent())).isPresent()
                        ? verified(wanted, members, findings, info.get(), now)
                        : step(new Register(wanted), "Registering", "registers the repository");
        };
    }

    /** A server that words settings in its own way is not told the same again and again. */
    private static boolean isSo(RepositoryInfo found, Registration wanted, boolean justRegistered) {
        return found.type().equals(wanted.type())
                && (justRegistered || found.settings().equals(wanted.settings()));
    }

    private static RepositoryPlan verified(
            Registration wanted,
            Set<String> members,
            Findings findings,
            Findings.Finding<Optional<RepositoryInfo>> info,
            Instant now) {
        Optional<String> uuid = info.reply().asOptional().flatMap(i -> i).flatMap(RepositoryInfo::uuid);
        Verify verify = new Verify(wanted.name());
        Optional<Findings.Finding<Verdict<List<VerifiedNode>>>> last = findings.of(verify);
        if (last.isEmpty()) {
            return step(verify, "Verifying", "every node proves that it can use the repository");
        }
        Instant at = last.get().at();
        return switch (last.get().reply()) {
            case Reply.Failure<Verdict<List<VerifiedNode>>>(var problem, var message) ->
                told("Unknown", Silence.reason(problem), message, SILENCE)
                        .asking(verify, due(last.get(), SILENCE, now));
            case Reply.Answer<Verdict<List<VerifiedNode>>>(Verdict.Refused<List<VerifiedNode>>(var why)) -> {
                Diagnosis diagnosis = Diagnosis.of(why);
                yield told("False", diagnosis.reason().name(), diagnosis.message(), RETRY)
                        .asking(verify, due(last.get(), RETRY, now));
            }
            case Reply.Answer<Verdict<List<VerifiedNode>>>(Verdict.Granted<List<VerifiedNode>>(var nodes)) -> {
                Set<String> silent = new TreeSet<>(members);
                silent.removeAll(nodes.stream().map(VerifiedNode::name).collect(Collectors.toSet()));
                yield new RepositoryPlan(
                        Optional.<Errand<?>>of(verify)
                                .filter(v -> due(last.get(), LASTS, now)
                                        || (!silent.isEmpty() && due(last.get(), RETRY, now))),
                        silent.isEmpty() ? "True" : "Unknown",
                        silent.isEmpty() ? "Verified" : "NotVerifiedByAllNodes",
                        silent.isEmpty()
                                ? nodes.size() + " nodes wrote to it and read from it"
                                : "has not been proved yet by " + String.join(", ", silent),
                        silent.isEmpty() ? Optional.of(new Proof(at, nodes.size())) : Optional.empty(),
                        uuid,
                        silent.isEmpty() ? LASTS : RETRY);
            }
        };
    }

    private static boolean due(Findings.Finding<?> finding, Duration after, Instant now) {
        return !now.isBefore(finding.at().plus(after));
    }

    private static Duration pause(Reply<?> reply) {
        return reply instanceof Reply.Answer ? RETRY : SILENCE;
    }

    private static RepositoryPlan told(String ready, String reason, String message, Duration again) {
        return new RepositoryPlan(Optional.empty(), ready, reason, message, Optional.empty(), Optional.empty(), again);
    }

    private static RepositoryPlan step(Errand<?> errand, String reason, String message) {
        return new RepositoryPlan(
                Optional.of(errand), "Unknown", reason, message, Optional.empty(), Optional.empty(), SILENCE);
    }

    private RepositoryPlan asking(Errand<?> next) {
        return new RepositoryPlan(Optional.of(next), ready, reason, message, verified, uuid, again);
    }

    private RepositoryPlan asking(Errand<?> next, boolean now) {
        return now ? asking(next) : this;
    }
}
