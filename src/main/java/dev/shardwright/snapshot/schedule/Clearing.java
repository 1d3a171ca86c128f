package dev.shardwright.snapshot.schedule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes away what a drill left in the cluster: only what the cluster says was restored by it, and only what is called as
 * the drill called it. As long as that is not known, nothing is deleted, and no other drill begins.
 *
 * @param isOpen   whether something may be left
 * @param books    as they are to be
 * @param change   what to delete
 * @param question what must be known first
 * @param note     what it waits for, for people
 */
record Clearing(
        boolean isOpen,
        Books books,
        Optional<Change> change,
        Optional<Scratch.Question> question,
        Optional<String> note) {
    /** What could stand for more than one name, or for another one. */
    private static final Pattern RISKY = Pattern.compile("[*?,<>/\\s\\\\\"|#]");

    static Clearing of(ScheduleView view, Books books) {
        Optional<DrillRun> left = view.drills().stream()
                .filter(drill -> drill.leftIndices() && !drill.deleting())
                .findFirst()
                .filter(drill -> books.clearedDrill()
                        .flatMap(cleared -> RunName.due(view.name(), cleared))
                        .filter(cleared -> !cleared.isBefore(drill.due()))
                        .isEmpty());
        return left.map(drill -> clear(view, books, drill))
                .orElse(new Clearing(false, books, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static Clearing clear(ScheduleView view, Books books, DrillRun drill) {
        String prefix = drill.prefix().orElseThrow();
        Optional<Scratch.Question> question = Optional.of(new Scratch.Question(drill.name(), drill.snapshot(), prefix));
        Optional<Scratch> known = view.scratch().filter(s -> s.restore().equals(drill.name()));
        Optional<List<String>> names = known.flatMap(Scratch::indices);
        if (names.isEmpty()) {
            String why = known.map(Scratch::trouble).orElse("the cluster has not been asked yet");
            return new Clearing(true, books, Optional.empty(), question, Optional.of(note(drill, why)));
        }
        List<String> ours = names.get().stream()
                .filter(name -> isScratch(name, prefix))
                .sorted()
                .toList();
        return ours.isEmpty()
                ? new Clearing(false, books.cleared(drill.name()), Optional.empty(), Optional.empty(), Optional.empty())
                : new Clearing(
                        true,
                        books,
                        Optional.of(new Change.DeleteScratchIndices(drill.name(), ours)),
                        question,
                        Optional.of(note(drill, ours.size() + " are left")));
    }

    private static boolean isScratch(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && !RISKY.matcher(name).find();
    }

    private static String note(DrillRun drill, String why) {
        return "indices of the drill " + drill.name() + " are still to be deleted: " + why;
    }
}
