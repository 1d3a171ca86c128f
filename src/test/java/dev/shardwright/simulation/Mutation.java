package dev.shardwright.simulation;

import dev.shardwright.cluster.plan.NodeRule;
import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Story;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A rule, and the stories that go wrong without it.
 *
 * @param rule      the rule that is turned off
 * @param guarantee which guarantee is broken then
 * @param seeds     stories in which that happens
 */
record Mutation(NodeRule rule, String guarantee, List<Long> seeds) {
    private static final Map<Long, Boolean> HOLDS = new ConcurrentHashMap<>();

    /** As kept in mutation-seeds.txt; empty when the rule has no line. */
    static Optional<Mutation> kept(NodeRule rule) {
        return KeptSeeds.lines("mutation-seeds.txt").stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words[0].equals(rule.name()))
                .map(words -> new Mutation(
                        rule,
                        words[1],
                        Stream.of(words).skip(2).map(Long::valueOf).toList()))
                .findFirst();
    }

    /** The guarantee that a story breaks without the rule and holds with it; empty when there is none. */
    static Optional<String> caught(NodeRule rule, long seed) {
        return Simulation.run(seed, Story.any(new Chance(seed)), PassMaker.without(rule), false)
                .failure()
                .filter(failure -> failure instanceof Violation && holdsWithAllRules(seed))
                .map(failure -> ((Violation) failure).guarantee());
    }

    private static boolean holdsWithAllRules(long seed) {
        return HOLDS.computeIfAbsent(seed, s -> Simulation.run(s).failure().isEmpty());
    }

    /** The first of these stories that shows what a rule is for, as a line of the file. */
    static Optional<String> search(NodeRule rule, long first, long runs) {
        return LongStream.range(first, first + runs)
                .boxed()
                .flatMap(seed -> caught(rule, seed).map(guarantee -> rule + " " + guarantee + " " + seed).stream())
                .findFirst();
    }
}
