package dev.shardwright.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Story;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The real pass in a simulated world, many times over. {@code -Dsimulation.seed=7} tells the story of one seed,
 * {@code -Dsimulation.runs=100000} so many from there.
 */
class SimulationTest {
    private static final int RUNS = 1_800;
    // Kept here: a logger that nobody holds forgets its level.
    private static final Logger LOG = Logger.getLogger("dev.shardwright");

    /** A line a write, in twenty thousand worlds, would cost more than the worlds. */
    @BeforeAll
    static void saysNothing() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void saysAsBefore() {
        LOG.setLevel(null);
    }

    @Test
    @DisplayName("every guarantee holds in every story")
    void guaranteesHold() {
        long first = Long.getLong("simulation.seed", 1);
        long runs = Long.getLong("simulation.runs", Long.getLong("simulation.seed") == null ? RUNS : 1);
        check(LongStream.range(first, first + runs), Story::of);
    }

    @Test
    @DisplayName("seeds that once found a bug do not find it again, told at length or in brief")
    void regressionSeeds() {
        check(seeds(), seed -> Story.any(new Chance(seed)));
        check(seeds(), seed -> Story.brief(new Chance(seed)));
    }

    private static void check(LongStream seeds, LongFunction<Story> stories) {
        Optional<Long> failed = seeds.parallel()
                .filter(seed -> fails(seed, stories.apply(seed)))
                .boxed()
                .findFirst();
        failed.ifPresent(seed -> fail(Shrunk.of(seed, stories.apply(seed)).toString()));
    }

    private static boolean fails(long seed, Story story) {
        return Simulation.run(seed, story, PassMaker.REAL, false).failure().isPresent();
    }

    private static LongStream seeds() {
        try (InputStream in = SimulationTest.class.getResourceAsStream("regression-seeds.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .mapToLong(Long::parseLong);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
