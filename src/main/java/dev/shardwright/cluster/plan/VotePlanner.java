package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Remove;

import dev.shardwright.elasticsearch.ElasticsearchStep;
import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes votes from masters that go and gives them back to those that stay. Which exclusions are the operator's stands as
 * a mark on the claim of the node, written before the exclusion is: it outlives the operator, the pod and the resource.
 * Elasticsearch clears all exclusions at once; those of others are put back, and the mark says which ones they were.
 */
final class VotePlanner {
    private static final String ABSENT = "_absent_";

    private final Situation situation;
    private final Map<String, String> marks;
    private final Set<String> leaving;
    private final List<String> others;

    VotePlanner(Situation situation, List<NodePlan> plans) {
        this.situation = situation;
        this.marks = marks(situation);
        this.leaving = plans.stream()
                .filter(p -> p.intent() == Remove && p.view().isMasterEligible())
                .filter(p -> p.view().member().isPresent() && p.passed(NodeRule.OneMasterAtATime))
                .map(NodePlan::node)
                .collect(Collectors.toCollection(TreeSet::new));
        this.others = situation.exclusions().stream()
                .filter(e -> marks.keySet().stream().noneMatch(node -> isOf(e, node)))
                .map(VotingExclusion::nodeName)
                .sorted()
                .toList();
    }

    /** Nodes whose vote the operator has taken or is about to take, each with the exclusions of others then. */
    static Map<String, String> marks(Situation s) {
        Map<String, String> marks = new TreeMap<>();
        for (PersistentVolumeClaim claim : s.seen().claims()) {
            mark(claim)
                    .ifPresent(
                            mark -> marks.put(Names.nodeOf(claim.getMetadata().getName()), mark));
        }
        return marks;
    }

    /** The mark on a claim: the operator has taken the vote of its node, or is about to. */
    static Optional<String> mark(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations()).map(a -> a.get(Labels.VOTE_WITHDRAWN));
    }

    /** The marks as they should be by now, of the nodes whose mark changes; empty: the mark goes. */
    Map<String, Optional<String>> wantedMarks() {
        Map<String, Optional<String>> wanted = new TreeMap<>();
        if (situation.facts().isEmpty()) {
            return wanted;
        }
        leaving.forEach(node -> wanted.put(node, Optional.of(String.join(",", others))));
        staying()
                .forEach(node -> wanted.put(
                        node,
                        isExcluded(node) || !others.containsAll(toKeep())
                                ? Optional.of(String.join(",", toKeep()))
                                : Optional.empty()));
        wanted.entrySet().removeIf(e -> e.getValue().equals(Optional.ofNullable(marks.get(e.getKey()))));
        return wanted;
    }

    List<ElasticsearchStep> steps() {
        if (situation.facts().isEmpty()) {
            return List.of();
        }
        List<ElasticsearchStep> lost = toKeep().stream()
                .filter(node -> !others.contains(node))
                .<ElasticsearchStep>map(ElasticsearchStep.ExcludeFromVoting::new)
                .toList();
        if (!lost.isEmpty()) {
            return lost;
        }
        Optional<String> next = leaving.stream()
                .filter(node -> marks.containsKey(node) && !isExcluded(node))
                .findFirst();
        if (next.isPresent()) {
            return List.of(new ElasticsearchStep.ExcludeFromVoting(next.get()));
        }
        return mayClear()
                ? List.of(new ElasticsearchStep.ClearVotingExclusions(Set.copyOf(situation.exclusions()), toKeep()))
                : List.of();
    }

    private boolean mayClear() {
        boolean owed = staying().stream().anyMatch(this::isExcluded);
        boolean needed = marks.keySet().stream().anyMatch(node -> !staying().contains(node) && isExcluded(node));
        boolean recorded = staying().stream().allMatch(node -> marks.get(node).equals(String.join(",", toKeep())));
        // One that has no name could not be put back.
        boolean nameless = others.contains(ABSENT);
        return owed && !needed && recorded && !nameless;
    }

    /** Marked nodes that are to vote again, or are gone for good. */
    private Set<String> staying() {
        return marks.keySet().stream()
                .filter(node -> !leaving.contains(node) && !isOnItsWayOut(node))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With its vote back, a node whose pod is still there would vote again. */
    private boolean isOnItsWayOut(String node) {
        boolean member = situation.facts().stream()
                .flatMap(k -> k.nodes().stream())
                .anyMatch(n -> n.name().equals(node));
        return situation
                .node(node)
                .map(n -> n.is(Remove) && (member || n.pod().isPresent()))
                .orElse(member);
    }

    /** Exclusions of others that are there, and those that a mark remembers and a clearing may just have taken away. */
    private List<String> toKeep() {
        Set<String> names = new TreeSet<>(others);
        staying().stream()
                .flatMap(node -> Arrays.stream(marks.get(node).split(",", -1)))
                .filter(name -> !name.isBlank())
                .forEach(names::add);
        return List.copyOf(names);
    }

    private boolean isExcluded(String node) {
        return situation.exclusions().stream().anyMatch(e -> isOf(e, node));
    }

    private boolean isOf(VotingExclusion exclusion, String node) {
        return exclusion.nodeName().equals(node)
                || situation
                        .node(node)
                        .filter(n -> Situation.isOf(exclusion, n))
                        .isPresent();
    }
}
