package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Edit;
import dev.shardwright.simulation.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The real pass in a simulated world, many times over. {@code -Dsimulation.seed=7} tells the story of one seed,
 * {@code -Dsimulation.runs=100000} so many from there.
 */
@ExtendWith(QuietOperator.class)
class SimulationTest {
    private static final int RUNS = 20_000;

    @Test
    @DisplayName("every guarantee holds in every story, and the stories leave nothing out")
    void guaranteesHold() {
        long first = Long.getLong("simulation.seed", 1);
        long runs = Long.getLong("simulation.runs", Long.getLong("simulation.seed") == null ? RUNS : 1);
        Map<Enum<?>, Integer> happened = check(LongStream.range(first, first + runs), Story::of);
        if (runs >= RUNS) {
            List<Enum<?>> all = new ArrayList<>(List.of(Edit.values()));
            all.addAll(List.of(Fault.values()));
            assertThat(happened).containsOnlyKeys(all);
        }
    }

    @Test
    @DisplayName("seeds that once found a bug do not find it again, told at length or in brief")
    void regressionSeeds() {
        check(regressions(), seed -> Story.any(new Chance(seed)));
        check(regressions(), seed -> Story.brief(new Chance(seed)));
    }

    private static LongStream regressions() {
        return KeptSeeds.lines("regression-seeds.txt").stream().mapToLong(Long::parseLong);
    }

    /** Returns how often each change and each fault has occurred. */
    private static Map<Enum<?>, Integer> check(LongStream seeds, LongFunction<Story> stories) {
        Map<Enum<?>, Integer> happened = new ConcurrentHashMap<>();
        Optional<Long> failed = seeds.parallel()
                .filter(seed -> {
                    Simulation.Ending ending = Simulation.run(seed, stories.apply(seed), PassMaker.REAL, false);
                    ending.world().trace().counts().forEach((what, count) -> happened.merge(what, count, Integer::sum));
                    return ending.failure().isPresent();
                })
                .boxed()
                .findFirst();
        failed.ifPresent(seed -> fail(Shrunk.of(seed, stories.apply(seed)).toString()));
        return happened;
    }
}
