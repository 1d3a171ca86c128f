package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.simulation.Chance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a cluster comes to be: who was told the first masters' names, never was in a cluster, and finds more than half of them, forms one. */
final class Formation {
    private final Chance chance;
    private final List<String> identities = new ArrayList<>();

    Formation(Chance chance) {
        this.chance = chance;
    }

    /**
     * A cluster that has just formed.
     *
     * @param leader its first master
     * @param voters ids of the nodes whose votes count, and places kept for first masters that were not there
     */
    record Formed(EsNode leader, Set<String> voters) {}

    /** Every identity that was ever made: there should be one. */
    List<String> identities() {
        return identities;
    }

    boolean hasFormed() {
        return !identities.isEmpty();
    }

    /** Forms a cluster if one of the processes may. */
    Optional<Formed> attempt(Collection<EsNode> alive) {
        for (EsNode node : alive) {
            List<EsNode> found = alive.stream()
                    .filter(n -> node.initialMasters().contains(n.name()) && n.isMasterEligible())
                    .filter(n -> n.volume().clusterUuid().isEmpty())
                    .toList();
            boolean forms = node.mayLead()
                    && found.contains(node)
                    && found.size() * 2 > node.initialMasters().size();
            if (forms) {
                identities.add(chance.identity());
                found.forEach(n -> n.volume().belongsTo(identities.getLast()));
                return Optional.of(new Formed(node, voters(node, found)));
            }
        }
        return Optional.empty();
    }

    private static Set<String> voters(EsNode leader, List<EsNode> found) {
        Set<String> voters = found.stream().map(EsNode::id).collect(Collectors.toSet());
        leader.initialMasters().stream()
                .filter(name -> found.stream().noneMatch(n -> n.name().equals(name)))
                .forEach(name -> voters.add("{bootstrap-placeholder}-" + name));
        return voters;
    }
}
