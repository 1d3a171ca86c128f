package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.shardwright.cluster.plan.NodeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulation can fail: with a rule turned off, a guarantee breaks in a story that ends well with it. The stories are kept
 * in mutation-seeds.txt; {@code make mutations} finds others when stories or guarantees have changed.
 */
@ExtendWith(QuietOperator.class)
class RulesAreNeededTest {
    private static final String NOTHING = " # no story found";

    @ParameterizedTest(name = "without {0}")
    @EnumSource(NodeRule.class)
    @DisplayName("a guarantee breaks without the rule")
    void aGuaranteeBreaks(NodeRule rule) {
        Optional<Mutation> kept = Mutation.kept(rule);
        assertThat(kept).as("a line of mutation-seeds.txt for %s", rule).isPresent();
        assumeThat(kept.get().seeds())
                .as("mutation-seeds.txt says that no story shows %s yet", rule)
                .isNotEmpty();
        Stream<String> broken = kept.get().seeds().stream().flatMap(seed -> Mutation.caught(rule, seed).stream());
        assertThat(broken.filter(kept.get().guarantee()::equals).findFirst())
                .as(
                        "no story of %s breaks without %s any more: see make mutations",
                        kept.get().seeds(), rule)
                .isPresent();
    }

    @Test
    @EnabledIfSystemProperty(named = "mutation.runs", matches = "\\d+", disabledReason = "make mutations")
    @DisplayName("every rule has a story that fails without it")
    void search() throws IOException {
        long first = Long.getLong("simulation.seed", 1);
        List<String> lines = Stream.of(NodeRule.values())
                .parallel()
                .map(rule -> Mutation.search(rule, first, Long.getLong("mutation.runs"))
                        .orElse(rule + NOTHING))
                .toList();
        Files.write(Path.of("target/mutation-seeds.txt"), lines);
        assertThat(lines).noneMatch(line -> line.endsWith(NOTHING));
    }
}
