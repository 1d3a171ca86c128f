package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.plan.NodeRule;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulation can fail: with a rule turned off, a guarantee breaks in a story that ends well with it. The stories are kept
 * in mutation-seeds.txt; {@code make mutations} finds others when stories or guarantees have changed.
 */
@ExtendWith(QuietOperator.class)
class RulesAreNeededTest {

    @ParameterizedTest(name = "without {0}")
    @EnumSource(NodeRule.class)
    @DisplayName("a guarantee breaks without the rule")
    void aGuaranteeBreaks(NodeRule rule) {
        Optional<Mutation> kept = Mutation.kept(rule);
        assertThat(kept).as("a line of mutation-seeds.txt for %s", rule).isPresent();
        assertThat(kept.get().tales())
                .as("stories that go wrong without %s; make mutations finds others", rule)
                .anyMatch(kept.get()::isShownBy);
    }
}
