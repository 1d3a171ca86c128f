package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which snapshot goes next, the oldest first. Never the newest good one, never one of unknown outcome, never one that is
 * read, and never one whose time is yet to come: then one of the clocks was wrong, and nothing is known of its age.
 */
final class RetentionRule {
    /** How many that failed stay, for people to look at. */
    static final int FAILED = 3;

    private final ScheduleView view;
    private final Retention retention;
    private final Optional<Duration> maxAge;
    private final Instant now;
    private final List<Run> past;

    private RetentionRule(ScheduleView view, Retention retention, Optional<Duration> maxAge, Instant now) {
        this.view = view;
        this.retention = retention;
        this.maxAge = maxAge;
        this.now = now;
        this.past = view.runs().stream().filter(run -> !run.due().isAfter(now)).toList();
    }

    /** The rule of a schedule; empty when it keeps everything, or when what it wants is not clear. */
    static Optional<RetentionRule> of(ScheduleView view, Understood understood, Instant now) {
        return Optional.ofNullable(view.schedule().getSpec().retention())
                .filter(r -> understood.isRetentionClear())
                .map(r -> new RetentionRule(view, r, understood.maxAge(), now));
    }

    /** The deletion that comes first. */
    Optional<Change> next() {
        List<Change> deletions = new ArrayList<>(good());
        deletions.addAll(bad());
        return deletions.stream().findFirst();
    }

    /** When age alone lets another one go. */
    Optional<Instant> nextExpiry() {
        return goodRuns().stream()
                .skip(Math.max(1, retention.minCount()))
                .flatMap(run -> maxAge.map(run.due()::plus).stream())
                .filter(end -> end.isAfter(now))
                .min(Instant::compareTo);
    }

    private List<Run> goodRuns() {
        return past.stream().filter(Run::isGood).toList();
    }

    private List<Change> good() {
        List<Run> good = goodRuns();
        int most = Math.max(retention.maxCount() == null ? good.size() : retention.maxCount(), least());
        List<Change> deletions = new ArrayList<>();
        IntStream.range(Math.min(least(), good.size()), good.size()).forEach(newer -> {
            Run run = good.get(newer);
            if (newer >= most) {
                add(deletions, run, newer + " newer good ones are kept, spec.retention.maxCount");
            } else if (maxAge.filter(age -> !now.isBefore(run.due().plus(age))).isPresent()) {
                add(deletions, run, "older than spec.retention.maxAge");
            }
        });
        Collections.reverse(deletions);
        return deletions;
    }

    /** How many good ones stay in any case. */
    private int least() {
        return Math.max(1, retention.minCount());
    }

    private List<Change> bad() {
        Optional<Instant> newestGood = view.newestGood().map(Run::due);
        Optional<Run> lastResort = past.stream()
                .filter(run -> run.isBad() && run.verdict() == Run.Verdict.PARTIAL)
                .findFirst()
                .filter(run -> newestGood.filter(run.due()::isBefore).isEmpty());
        List<Change> deletions = new ArrayList<>();
        past.stream()
                .filter(Run::isBad)
                .skip(FAILED)
                .filter(run -> !Optional.of(run).equals(lastResort))
                .forEach(run -> add(deletions, run, "of those that failed the newest " + FAILED + " are kept"));
        Collections.reverse(deletions);
        return deletions;
    }

    private void add(List<Change> deletions, Run run, String why) {
        boolean isRead = view.inUse().contains(run.name())
                || run.taken().filter(view.inUse()::contains).isPresent();
        if (!isRead) {
            deletions.add(new Change.Delete(Change.Kind.Snapshot, run.name(), run.uid(), why));
        }
    }
}
