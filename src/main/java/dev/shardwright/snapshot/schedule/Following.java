package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.FollowedTimes;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.api.snapshot.SnapshotScheduleSpec;
import dev.shardwright.support.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when on the times of a spec count: for a resource that is seen for the first time from its creation, so that a run
 * is not lost when the operator was away; after a change from the moment at which the change was seen.
 */
final class Following {
    private Following() {}

    static Books of(SnapshotSchedule schedule, Books books, Instant now) {
        SnapshotScheduleSpec spec = schedule.getSpec();
        String seen = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String since = books.followed().isPresent()
                ? seen
                : Timestamps.created(schedule).toString();
        return books.following(
                Optional.of(follow(books.followed(), spec.schedule(), spec.timeZone(), since)),
                Optional.ofNullable(spec.drill())
                        .map(drill -> follow(books.followedDrill(), drill.schedule(), spec.timeZone(), since)));
    }

    private static FollowedTimes follow(
            Optional<FollowedTimes> before, String schedule, String timeZone, String since) {
        return before.filter(b -> schedule.equals(b.schedule()) && timeZone.equals(b.timeZone()))
                .filter(b -> Timestamps.parse(b.since()).isPresent())
                .orElse(new FollowedTimes(schedule, timeZone, since));
    }
}
