package dev.shardwright.cluster.plan;

import dev.shardwright.api.BootstrapStatus;
import java.util.List;
import java.util.Optional;

/**
 * Where the one and only formation of the cluster stands.
 *
 * @param rule the rule that decided
 * @param state for the status
 * @param reason for the condition Bootstrapped
 * @param message the same for people
 * @param offer the first masters that are to be offered a bootstrap now; empty when nothing may be offered
 * @param uuid the cluster's identity, once known
 * @param problem why everything stops; empty when nothing does
 */
public record BootstrapDecision(
        BootstrapRule rule,
        BootstrapStatus.State state,
        Reason reason,
        String message,
        List<String> offer,
        Optional<String> uuid,
        Optional<Problem> problem) {

    /** Reasons of the condition Bootstrapped. */
    public enum Reason {
        /** Volumes of a deleted resource of this name are still being deleted. */
        WaitingForDeletion,
        /** Kept volumes are being looked into before anything is decided. */
        InspectingVolumes,
        /** The first masters elect. */
        Forming,
        /** The cluster formed here. */
        Formed,
        /** The cluster came with its volumes. */
        Adopted,
        /** What was found forbids a bootstrap. */
        Stopped
    }

    static BootstrapDecision stop(BootstrapRule rule, Problem.Reason reason, String message, Optional<String> uuid) {
        return new BootstrapDecision(
                rule,
                uuid.isPresent() ? BootstrapStatus.State.Complete : BootstrapStatus.State.Pending,
                Reason.Stopped,
                message,
                List.of(),
                uuid,
                Optional.of(new Problem(reason, message)));
    }

    static BootstrapDecision inspect(BootstrapRule rule, String message) {
        return new BootstrapDecision(
                rule,
                BootstrapStatus.State.Pending,
                Reason.InspectingVolumes,
                message,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static BootstrapDecision wait(BootstrapRule rule, String message) {
        return new BootstrapDecision(
                rule,
                BootstrapStatus.State.Pending,
                Reason.WaitingForDeletion,
                message,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether nothing at all may be made yet. */
    public boolean isOnHold() {
        return reason == Reason.WaitingForDeletion;
    }

    /** Whether the cluster has formed, and that is recorded: nothing of the formation is left to do. */
    public boolean isOver() {
        return state == BootstrapStatus.State.Complete && offer.isEmpty();
    }

    /** Whether the cluster has formed, and that has yet to be recorded: the next pass goes on, though nothing else changes. */
    public boolean isBeingRecorded() {
        return state == BootstrapStatus.State.Complete && !offer.isEmpty();
    }

    static BootstrapDecision form(BootstrapRule rule, List<String> names) {
        return new BootstrapDecision(
                rule,
                BootstrapStatus.State.Forming,
                Reason.Forming,
                "the first masters elect: " + String.join(", ", names),
                names,
                Optional.empty(),
                Optional.empty());
    }

    static BootstrapDecision complete(
            BootstrapRule rule, Reason reason, String message, String uuid, List<String> stillOffered) {
        return new BootstrapDecision(
                rule,
                BootstrapStatus.State.Complete,
                reason,
                message,
                stillOffered,
                Optional.of(uuid),
                Optional.empty());
    }
}
