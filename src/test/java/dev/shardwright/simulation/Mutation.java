package dev.shardwright.simulation;

import dev.shardwright.cluster.plan.NodeRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rule, and the stories that go wrong without it.
 *
 * @param rule      the rule that is turned off
 * @param also      rules that prevent the same harm by themselves, and are turned off with it
 * @param guarantee which guarantee is broken then
 * @param tales     stories in which that happens
 */
record Mutation(NodeRule rule, Set<NodeRule> also, String guarantee, List<Tale> tales) {

    /** As kept in mutation-seeds.txt; empty when the rule has no line. */
    static Optional<Mutation> kept(NodeRule rule) {
        return KeptSeeds.lines("mutation-seeds.txt").stream()
                .map(Mutation::of)
                .filter(m -> m.rule == rule)
                .findFirst();
    }

    /** A line: the rule, with the others after a + each; the guarantee; the stories. */
    private static Mutation of(String line) {
        String[] words = line.split("\\s+", -1);
        List<NodeRule> rules =
                Stream.of(words[0].split("\\+", -1)).map(NodeRule::valueOf).toList();
        return new Mutation(
                rules.getFirst(),
                Set.copyOf(rules.subList(1, rules.size())),
                words[1],
                Stream.of(words).skip(2).map(Tale::of).toList());
    }

    /** Whether the story breaks the guarantee when the rule goes, and ends well with it: the others make no difference then. */
    boolean isShownBy(Tale tale) {
        return tale.breaks(off()).filter(guarantee::equals).isPresent()
                && tale.endsWell()
                && (also.isEmpty() || tale.breaks(also).isEmpty());
    }

    private Set<NodeRule> off() {
        Set<NodeRule> off = EnumSet.of(rule);
        off.addAll(also);
        return off;
    }
}
