package dev.shardwright.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Short lives of schedules, with all that can happen to them: see {@link Story} for what must hold in each.
 * {@code -Dschedule.stories=5000} tells more of them.
 */
class ScheduleStoriesTest {
    private static final int STORIES = Integer.getInteger("schedule.stories", 100);

    @Test
    void guaranteesHoldInEveryStory() {
        Map<Story.Event, Integer> happened = new EnumMap<>(Story.Event.class);
        for (long seed = 1; seed <= STORIES; seed++) {
            new Story(seed).tell().forEach(event -> happened.merge(event, 1, Integer::sum));
        }
        assertThat(happened.keySet()).as("chance reaches everything").contains(Story.Event.values());
    }
}
