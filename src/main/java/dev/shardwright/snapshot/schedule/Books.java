package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.FollowedTimes;
import dev.shardwright.api.snapshot.ScheduledRun;
import dev.shardwright.api.snapshot.SnapshotScheduleStatus;
import dev.shardwright.support.Timestamps;
import java.time.Instant;
import java.util.Optional;

/**
 * What a schedule must remember, because nothing else tells it. It stands in the status before anything is done that builds
 * upon it: a change is made only in a pass that finds the books as they are to be.
 *
 * @param followed      the times at which runs are due
 * @param lastRun       the time of the last run that was dealt with
 * @param lastMissed    the newest run that was left out
 * @param followedDrill the times at which drills are due
 * @param lastDrill     the time of the last drill that was dealt with
 * @param lastLeftOut   the newest drill that did not end well, or was left out
 * @param clearedDrill  the newest drill whose scratch indices are gone
 */
record Books(
        Optional<FollowedTimes> followed,
        Optional<Instant> lastRun,
        Optional<ScheduledRun> lastMissed,
        Optional<FollowedTimes> followedDrill,
        Optional<Instant> lastDrill,
        Optional<ScheduledRun> lastLeftOut,
        Optional<String> clearedDrill) {

    /** As the status has them. */
    static Books of(SnapshotScheduleStatus status) {
        return status == null
                ? new Books(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                : new Books(
                        Optional.ofNullable(status.followed()),
                        Timestamps.parse(status.lastScheduled()),
                        Optional.ofNullable(status.lastMissed()),
                        Optional.ofNullable(status.followedDrill()),
                        Timestamps.parse(status.lastDrillScheduled()),
                        Optional.ofNullable(status.lastFailedDrill()),
                        Optional.ofNullable(status.clearedDrill()));
    }

    Books following(Optional<FollowedTimes> runs, Optional<FollowedTimes> drills) {
        return new Books(runs, lastRun, lastMissed, drills, lastDrill, lastLeftOut, clearedDrill);
    }

    /** The run that was due then is dealt with. An earlier one changes nothing. */
    Books ran(Instant due) {
        return new Books(
                followed, later(lastRun, due), lastMissed, followedDrill, lastDrill, lastLeftOut, clearedDrill);
    }

    /** The run that was due then is left out for good. */
    Books missed(String name, Instant due, String why) {
        ScheduledRun run = new ScheduledRun(name, due.toString(), why);
        return new Books(
                followed, later(lastRun, due), Optional.of(run), followedDrill, lastDrill, lastLeftOut, clearedDrill);
    }

    /** The drill that was due then is dealt with. */
    Books drilled(Instant due) {
        return new Books(
                followed, lastRun, lastMissed, followedDrill, later(lastDrill, due), lastLeftOut, clearedDrill);
    }

    /** The drill that was due then is left out for good. */
    Books leftOut(String name, Instant due, String why) {
        ScheduledRun drill = new ScheduledRun(name, due.toString(), "left out: " + why);
        return new Books(
                followed, lastRun, lastMissed, followedDrill, later(lastDrill, due), Optional.of(drill), clearedDrill);
    }

    /** The scratch indices of this drill are gone. */
    Books cleared(String restore) {
        return new Books(followed, lastRun, lastMissed, followedDrill, lastDrill, lastLeftOut, Optional.of(restore));
    }

    private static Optional<Instant> later(Optional<Instant> before, Instant due) {
        return Optional.of(before.filter(b -> b.isAfter(due)).orElse(due));
    }
}
