package dev.shardwright.simulation;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What happened, line by line. Kept only when somebody is going to read it: a failed seed is run again for it. */
public final class Trace {
    private final Agenda agenda;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private final Map<Enum<?>, Integer> counts = new HashMap<>();

    /** A trace that is kept, or not. */
    public Trace(Agenda agenda, boolean kept) {
        this.agenda = agenda;
        this.kept = kept;
    }

    /** Who did what: pieces that make a sentence one after the other. */
    public void say(String who, Object... what) {
        if (kept) {
            Duration at = Duration.ofMillis(agenda.now());
            lines.add("%3d:%02d.%03d %-13s ".formatted(at.toMinutes(), at.toSecondsPart(), at.toMillisPart(), who)
                    + Stream.of(what).map(String::valueOf).collect(joining()));
        }
    }

    /** A fault has happened, or a change of the user's. */
    public void count(Enum<?> what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** How often what was counted has happened. */
    public Map<Enum<?>, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Whether lines are kept: what is costly to say is left unsaid otherwise. */
    public boolean isKept() {
        return kept;
    }

    /** All lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
