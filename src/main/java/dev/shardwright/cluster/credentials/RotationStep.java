package dev.shardwright.cluster.credentials;

import dev.shardwright.cluster.credentials.Authorities.Phase;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The steps in which authorities are replaced. Two nodes that talk to each other trust each other's authority after every
 * step, and in every state that an end between two writes leaves behind. What is not known holds a step back.
 */
enum RotationStep {
    /** The trigger changed, or an authority ends soon: a next pair is made and trusted beside the current one. */
    Begin(Phase.Stable, RotationSituation::isWanted),
    /** Nothing is to be done. */
    Rest(Phase.Stable, s -> true),
    /** Every node that runs trusts the next authority: it signs from now on. */
    SwitchLeaves(Phase.Spreading, RotationSituation::isOnEveryNode),
    /** A node is not known to trust the next authority. */
    AwaitTrust(Phase.Spreading, s -> true),
    /** Every node that runs uses its new certificate: the previous authority is no longer trusted. */
    DropPrevious(Phase.Switched, RotationSituation::isOnEveryNode),
    /** A node is not known to use its new certificate. */
    AwaitLeaves(Phase.Switched, s -> true);

    private final Phase phase;
    private final Predicate<RotationSituation> when;

    RotationStep(Phase phase, Predicate<RotationSituation> when) {
        this.phase = phase;
        this.when = when;
    }

    /** The one step that is due: the first of the phase whose condition holds. */
    static RotationStep of(RotationSituation situation) {
        return Stream.of(values())
                .filter(s -> s.phase == situation.authorities().phase() && s.when.test(situation))
                .findFirst()
                .orElseThrow();
    }

    /** The authorities after this step. Only {@link #Begin} makes something that was not there. */
    Authorities take(RotationSituation situation, String cluster) {
        Authorities before = situation.authorities();
        return switch (this) {
            case Begin ->
                before.spreading(AuthorityPair.create(cluster, situation.now()), situation.trigger(), situation.now());
            case SwitchLeaves -> before.switched(situation.now());
            case DropPrevious -> before.settled();
            case Rest, AwaitTrust, AwaitLeaves -> before;
        };
    }
}
