package dev.shardwright.cluster.plan;

import static java.util.stream.Collectors.joining;

import dev.shardwright.cluster.observe.PrepareReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Guarantee 1, one cluster and one bootstrap, as a table: the first rule that has something to say decides. A cluster is
 * offered a bootstrap by the last rule alone, when every other has found nothing that speaks against it.
 */
public enum BootstrapRule {
    /** Volumes that are about to be deleted are neither adopted nor formed over: a new start waits until they are gone. */
    ClaimsGone(BootstrapRule::claimsGone),
    /** Volumes of more than one Elasticsearch cluster bear this name. */
    ClaimsOfOneCluster(BootstrapRule::claimsOfOneCluster),
    /** The volumes hold another cluster than the one that this resource knows. */
    ClaimsMatchRecord(BootstrapRule::claimsMatchRecord),
    /** There is data, and the masters' volumes that belong to it are gone. */
    MastersClaimsPresent(BootstrapRule::mastersClaimsPresent),
    /** Elasticsearch says that it is another cluster. */
    IdentityUnchanged(BootstrapRule::identityUnchanged),
    /** The cluster has an identity: never again a bootstrap. */
    IdentityKnown(BootstrapRule::identityKnown),
    /** Elasticsearch has just formed. */
    JustFormed(BootstrapRule::justFormed),
    /** The offer is out: it stands as it was frozen. */
    OfferStands(BootstrapRule::offerStands),
    /** The offer was made and its object is gone: the same offer again. */
    OfferRepeated(BootstrapRule::offerRepeated),
    /** Volumes or StatefulSets of unknown content: pods start without an offer and say what they find. */
    VolumesInspected(BootstrapRule::volumesInspected),
    /** Nothing was ever here. */
    NothingFound(BootstrapRule::nothingFound);

    private final Function<BootstrapView, Optional<BootstrapDecision>> rule;

    BootstrapRule(Function<BootstrapView, Optional<BootstrapDecision>> rule) {
        this.rule = rule;
    }

    /** What the rules say of a view. */
    public static BootstrapDecision decide(BootstrapView view) {
        for (BootstrapRule candidate : values()) {
            Optional<BootstrapDecision> decision = candidate.rule.apply(view);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        throw new IllegalStateException("the last rule always decides");
    }

    private static Optional<BootstrapDecision> claimsGone(BootstrapView view) {
        if (view.startedBefore() || view.goingClaims().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(BootstrapDecision.wait(
                ClaimsGone,
                "volume claims of a deleted resource of this name are still being deleted: "
                        + String.join(", ", view.goingClaims())));
    }

    private static Optional<BootstrapDecision> claimsOfOneCluster(BootstrapView view) {
        Set<String> uuids = view.claimUuids();
        if (uuids.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(BootstrapDecision.stop(
                ClaimsOfOneCluster,
                Problem.Reason.ClaimsOfDifferentClusters,
                "volumes of " + uuids.size() + " different Elasticsearch clusters bear this name: " + byCluster(view)
                        + ". Nothing is touched. Move or delete the claims that do not belong here",
                view.recordedUuid()));
    }

    private static Optional<BootstrapDecision> claimsMatchRecord(BootstrapView view) {
        Optional<String> found = view.claimUuids().stream().findFirst();
        if (view.recordedUuid().isEmpty() || found.isEmpty() || found.equals(view.recordedUuid())) {
            return Optional.empty();
        }
        return Optional.of(BootstrapDecision.stop(
                ClaimsMatchRecord,
                Problem.Reason.ClaimsOfDifferentClusters,
                "this resource is cluster " + view.recordedUuid().get() + ", and its volumes hold " + byCluster(view)
                        + ". Nothing is touched. Bring back the volumes that belong here, or delete the resource and"
                        + " apply it anew to adopt the cluster on the volumes",
                view.recordedUuid()));
    }

    private static Optional<BootstrapDecision> mastersClaimsPresent(BootstrapView view) {
        boolean data = view.claims().stream().anyMatch(c -> c.uuid().isPresent());
        boolean masters = view.claims().stream().anyMatch(c -> c.uuid().isPresent() && c.master());
        if (!data || masters) {
            return Optional.empty();
        }
        return Optional.of(BootstrapDecision.stop(
                MastersClaimsPresent,
                Problem.Reason.MastersClaimsMissing,
                "volumes hold data of cluster " + byCluster(view)
                        + ", and no volume of its masters is there. New masters"
                        + " would make a new cluster and never take this data back. Bring back the masters' volume claims"
                        + " (pools keep their names), or delete the claims listed if the data is not wanted",
                view.expectedUuid()));
    }

    private static Optional<BootstrapDecision> identityUnchanged(BootstrapView view) {
        Optional<String> expected = view.expectedUuid();
        Optional<String> reported = view.reportedUuid();
        if (expected.isEmpty() || reported.isEmpty() || expected.equals(reported)) {
            return Optional.empty();
        }
        return Optional.of(BootstrapDecision.stop(
                IdentityUnchanged,
                Problem.Reason.ClusterIdentityChanged,
                "Elasticsearch answers as cluster " + reported.get() + ", and this is cluster " + expected.get()
                        + ". Nothing is touched: find out which volumes were exchanged",
                expected));
    }

    private static Optional<BootstrapDecision> identityKnown(BootstrapView view) {
        return view.expectedUuid().map(uuid -> {
            boolean here =
                    !view.recordedNames().isEmpty() || view.offeredNames().isPresent();
            return BootstrapDecision.complete(
                    IdentityKnown,
                    here ? BootstrapDecision.Reason.Formed : BootstrapDecision.Reason.Adopted,
                    here ? "cluster " + uuid + " formed once" : "cluster " + uuid + " came with its volumes",
                    uuid,
                    offerUntilRecorded(view, uuid));
        });
    }

    private static Optional<BootstrapDecision> justFormed(BootstrapView view) {
        return view.reportedUuid()
                .map(uuid -> BootstrapDecision.complete(
                        JustFormed,
                        view.offeredNames().isPresent()
                                ? BootstrapDecision.Reason.Formed
                                : BootstrapDecision.Reason.Adopted,
                        "cluster " + uuid + " has formed",
                        uuid,
                        view.offeredNames().orElse(List.of())));
    }

    private static Optional<BootstrapDecision> offerStands(BootstrapView view) {
        return view.offeredNames()
                .filter(names -> somethingStarted(view))
                .map(names -> BootstrapDecision.form(OfferStands, names));
    }

    private static Optional<BootstrapDecision> offerRepeated(BootstrapView view) {
        return view.recordedNames().isEmpty() || !somethingStarted(view)
                ? Optional.empty()
                : Optional.of(BootstrapDecision.form(OfferRepeated, view.recordedNames()));
    }

    private static Optional<BootstrapDecision> volumesInspected(BootstrapView view) {
        if (!somethingStarted(view)) {
            return Optional.empty();
        }
        Set<String> silent = new TreeSet<>(view.wantedMasters());
        view.claims().forEach(c -> silent.add(c.node()));
        silent.removeAll(view.reports().keySet());
        if (!silent.isEmpty()) {
            return Optional.of(BootstrapDecision.inspect(
                    VolumesInspected,
                    "volumes of an earlier resource of this name are there; before anything is decided, these nodes start and"
                            + " say what their volumes hold: " + String.join(", ", silent)));
        }
        return Optional.of(judge(view));
    }

    /** Before the first StatefulSet nobody can have taken an offer, and it may still follow the spec. */
    private static boolean somethingStarted(BootstrapView view) {
        return view.startedBefore() || !view.claims().isEmpty();
    }

    private static Optional<BootstrapDecision> nothingFound(BootstrapView view) {
        return Optional.of(BootstrapDecision.form(NothingFound, view.wantedMasters()));
    }

    /** Every volume has been looked into. */
    private static BootstrapDecision judge(BootstrapView view) {
        Set<String> full = view.reports().entrySet().stream()
                .filter(r -> !r.getValue().dataEmpty() || r.getValue().offer() != PrepareReport.Offer.NONE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (full.isEmpty()) {
            return BootstrapDecision.form(VolumesInspected, view.wantedMasters());
        }
        boolean masterHasState = full.stream()
                .anyMatch(node -> view.wantedMasters().contains(node)
                        || view.claims().stream().anyMatch(c -> c.node().equals(node) && c.master()));
        if (!masterHasState) {
            return BootstrapDecision.stop(
                    VolumesInspected,
                    Problem.Reason.DataWithoutMasters,
                    "the volumes of " + String.join(", ", full)
                            + " hold node state, and those of all masters are empty. New"
                            + " masters would never take that data back. Bring back the masters' volumes, or delete these"
                            + " claims if the data is not wanted",
                    Optional.empty());
        }
        return BootstrapDecision.inspect(
                VolumesInspected,
                "the volumes of " + String.join(", ", full)
                        + " hold node state of an earlier cluster; waiting for it to elect a"
                        + " master. No new cluster is formed over them");
    }

    /** The offer goes once the identity stands in the status and on the volumes of a majority of the first masters. */
    private static List<String> offerUntilRecorded(BootstrapView view, String uuid) {
        List<String> names = view.offeredNames().orElse(List.of());
        long labelled = view.claims().stream()
                .filter(c -> names.contains(c.node())
                        && c.uuid().filter(uuid::equals).isPresent())
                .count();
        boolean recorded = view.recordedUuid().isPresent() && labelled > names.size() / 2;
        return recorded ? List.of() : names;
    }

    private static String byCluster(BootstrapView view) {
        return view.claimUuids().stream()
                .map(uuid -> uuid
                        + view.claims().stream()
                                .filter(c -> c.uuid().filter(uuid::equals).isPresent())
                                .map(c -> "data-" + c.node())
                                .sorted()
                                .collect(joining(", ", " (", ")")))
                .collect(joining(" and "));
    }
}
