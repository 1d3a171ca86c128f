package dev.shardwright.simulation;

import dev.shardwright.simulation.operator.PassMaker;
import dev.shardwright.simulation.story.Story;

/** The story of a failed seed, with everything left out that it fails without, and its trace. */
final class Shrunk {
    private final long seed;
    private Story story;

    private Shrunk(long seed, Story story) {
        this.seed = seed;
        this.story = story;
    }

    static Shrunk of(long seed, Story story) {
        Shrunk shrunk = new Shrunk(seed, story);
        shrunk.shrink();
        return shrunk;
    }

    private void shrink() {
        if (fails(story.calm())) {
            story = story.calm();
        }
        for (int i = story.chapters().size() - 1; i >= 0 && !story.chapters().isEmpty(); i--) {
            Story shorter = story.without(Math.min(i, story.chapters().size() - 1));
            if (!shorter.equals(story) && fails(shorter)) {
                story = shorter;
            }
        }
    }

    private boolean fails(Story candidate) {
        return Simulation.run(seed, candidate, PassMaker.REAL, false).failure().isPresent();
    }

    @Override
    public String toString() {
        Simulation.Ending ending = Simulation.run(seed, story, PassMaker.REAL, true);
        return "seed " + seed + ": "
                + ending.failure().map(Throwable::toString).orElse("fails no more when it is traced")
                + System.lineSeparator()
                + String.join(System.lineSeparator(), ending.trace());
    }
}
