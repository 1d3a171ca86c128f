package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.simulation.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user does, and what befalls the world meanwhile.
 *
 * @param first    the spec that is applied at the beginning
 * @param chapters what comes after, in order
 */
public record Story(ElasticClusterSpec first, List<Chapter> chapters) {
    private static final int MOST_CHAPTERS = 4;
    private static final int MOST_NODES = 9;
    private static final int LONG_ONE_IN = 20;
    /** Per cent of short stories that are about one to three nodes. */
    private static final int SMALL = 85;

    /**
     * One change.
     *
     * @param edit     what kind of change
     * @param back     whether it is taken back
     * @param spec     the spec from then on
     * @param patient  whether the user waits for the change before to be finished
     * @param pause    milliseconds after that
     * @param weather  what befalls the world from then on
     */
    public record Chapter(
            Edit edit, boolean back, ElasticClusterSpec spec, boolean patient, int pause, Weather weather) {
        /** In a word. */
        public String what() {
            return back ? "take " + edit + " back" : edit.name();
        }
    }

    /** What a seed tells when many are told: mostly a short story, as many of them find more than few long ones. */
    public static Story of(long seed) {
        Chance chance = new Chance(seed);
        return seed % LONG_ONE_IN == 0 ? any(chance) : brief(chance);
    }

    /** A long one: up to four changes, one after the other or one into the other. It ends with a spec that can be. */
    public static Story any(Chance chance) {
        ElasticClusterSpec first = Specs.any(chance);
        return with(first, chance.between(0, MOST_CHAPTERS), chance);
    }

    /** A short one: a single change, taken back if it is a mistake; the cluster is a small one in most. */
    public static Story brief(Chance chance) {
        return with(chance.percent(SMALL) ? Specs.small(chance) : Specs.any(chance), 1, chance);
    }

    private static Story with(ElasticClusterSpec first, int count, Chance chance) {
        List<Edit> edits = List.of(Edit.values());
        List<Chapter> chapters = new ArrayList<>();
        List<ElasticClusterSpec> good = new ArrayList<>(List.of(first));
        for (int i = 0; i < count; i++) {
            Edit edit = chance.pick(edits);
            ElasticClusterSpec next = edit.of(good.getLast(), chance);
            if (next.totalReplicas() > MOST_NODES) {
                continue;
            }
            chapters.add(chapter(edit, false, next, chance));
            if (edit.isMistake()) {
                chapters.add(chapter(edit, true, good.getLast(), chance));
            } else {
                good.add(next);
            }
        }
        return new Story(first, List.copyOf(chapters));
    }

    private static Chapter chapter(Edit edit, boolean back, ElasticClusterSpec spec, Chance chance) {
        return new Chapter(edit, back, spec, chance.percent(50), chance.between(100, 60_000), Weather.any(chance));
    }

    /** The same without one chapter; a mistake goes with the chapter that takes it back, and only so. */
    public Story without(int chapter) {
        List<Chapter> left = new ArrayList<>(chapters);
        if (takesBack(chapter)) {
            return this;
        }
        if (takesBack(chapter + 1)) {
            left.remove(chapter + 1);
        }
        left.remove(chapter);
        return new Story(first, List.copyOf(left));
    }

    private boolean takesBack(int chapter) {
        return chapter < chapters.size() && chapters.get(chapter).back();
    }

    /** Whether nothing ever goes wrong. */
    public boolean isCalm() {
        return chapters.stream().allMatch(c -> c.weather.equals(Weather.GOOD));
    }

    /** The same in good weather. */
    public Story calm() {
        return new Story(
                first,
                chapters.stream()
                        .map(c -> new Chapter(c.edit, c.back, c.spec, c.patient, c.pause, Weather.GOOD))
                        .toList());
    }
}
