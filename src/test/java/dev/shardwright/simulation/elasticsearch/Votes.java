package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.elasticsearch.VotingExclusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The voting configuration, and how Elasticsearch adapts it: an odd number of live nodes, never fewer than three once it had three. */
public final class Votes {
    private static final int MOST_EXCLUSIONS = 10;
    private static final String ABSENT = "_absent_";

    private final List<VotingExclusion> exclusions = new ArrayList<>();
    private Set<String> config = new TreeSet<>();

    private record Candidate(String id, boolean live, boolean master, boolean voter) {}

    /** Ids of the nodes whose votes count. */
    public Set<String> config() {
        return config;
    }

    /** Who was asked not to vote. */
    public List<VotingExclusion> exclusions() {
        return List.copyOf(exclusions);
    }

    /** Whether these nodes decide. */
    public boolean isMajority(Collection<String> ids) {
        return isMajority(config, ids);
    }

    private static boolean isMajority(Set<String> voters, Collection<String> ids) {
        return voters.stream().filter(ids::contains).count() * 2 > voters.size();
    }

    void begin(Set<String> ids) {
        config = new TreeSet<>(ids);
    }

    /** Adapts to the master-eligible members that live. Returns whether that changed anything. */
    boolean reconfigure(Set<String> live, String master) {
        List<Candidate> candidates = new ArrayList<>();
        live.stream()
                .filter(id -> !isExcluded(id))
                .forEach(id -> candidates.add(new Candidate(id, true, id.equals(master), config.contains(id))));
        config.stream()
                .filter(id -> !live.contains(id) && !isExcluded(id))
                .forEach(id -> candidates.add(new Candidate(id, false, false, true)));
        candidates.sort(Comparator.comparing(Candidate::master)
                .thenComparing(Candidate::live)
                .thenComparing(Candidate::voter)
                .reversed()
                .thenComparing(Candidate::id));
        int alive = (int) candidates.stream().filter(Candidate::live).count();
        int odd = alive % 2 == 0 ? alive - 1 : alive;
        int size = Math.max(odd, config.size() < 3 ? 1 : 3);
        Set<String> next = new TreeSet<>();
        candidates.stream().limit(size).forEach(c -> next.add(c.id));
        if (next.equals(config) || !isMajority(next, live) || !isMajority(config, live)) {
            return false;
        }
        config = next;
        return true;
    }

    boolean isExcluded(String id) {
        return exclusions.stream().anyMatch(e -> e.nodeId().equals(id));
    }

    /** Excludes a node by name. False when there are too many exclusions. */
    boolean exclude(String name, Collection<EsNode> members) {
        if (exclusions.stream().anyMatch(e -> e.nodeName().equals(name))) {
            return true;
        }
        if (exclusions.size() >= MOST_EXCLUSIONS) {
            return false;
        }
        String id = members.stream()
                .filter(m -> m.name().equals(name) && m.isMasterEligible())
                .map(EsNode::id)
                .findFirst()
                .orElse(ABSENT);
        exclusions.add(new VotingExclusion(id, name));
        return true;
    }

    /** An administrator excludes a node that is not there. */
    public void excludeStranger(String name) {
        exclude(name, List.of());
    }

    void clear() {
        exclusions.clear();
    }

    /** An exclusion by name of a node that was not there takes hold when it joins. */
    void joined(EsNode node) {
        exclusions.replaceAll(
                e -> e.nodeName().equals(node.name()) && e.nodeId().equals(ABSENT)
                        ? new VotingExclusion(node.id(), node.name())
                        : e);
    }
}
