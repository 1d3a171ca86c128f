package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.plan.NodeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Looks for the stories of mutation-seeds.txt: {@code make mutations}. No part of the tests. */
@ExtendWith(QuietOperator.class)
class MutationSearch {
    private static final String NOTHING = " # no story found";
    private static final int LUCK = 20;

    @Test
    @DisplayName("every rule has a story that fails without it")
    void search() throws IOException {
        long first = Long.getLong("simulation.seed", 1);
        long runs = Long.getLong("mutation.runs", 200);
        List<String> lines = Stream.of(NodeRule.values())
                .parallel()
                .map(rule -> shown(rule, first, runs).orElse(rule + NOTHING))
                .toList();
        Files.write(Path.of("target/mutation-seeds.txt"), lines);
        assertThat(lines).noneMatch(line -> line.endsWith(NOTHING));
    }

    /** The first story that shows what a rule is for, as a line of the file. */
    private static Optional<String> shown(NodeRule rule, long first, long runs) {
        Stream<Tale> directed = Stream.of(DirectedStory.values())
                .flatMap(story -> LongStream.rangeClosed(1, LUCK).mapToObj(luck -> new Tale(Optional.of(story), luck)));
        Stream<Tale> others = LongStream.range(first, first + runs).mapToObj(seed -> new Tale(Optional.empty(), seed));
        return Stream.concat(directed, others)
                .flatMap(tale -> tale
                        .breaks(Set.of(rule))
                        .filter(guarantee -> tale.endsWell())
                        .map(guarantee -> rule + " " + guarantee + " " + tale)
                        .stream())
                .findFirst();
    }
}
