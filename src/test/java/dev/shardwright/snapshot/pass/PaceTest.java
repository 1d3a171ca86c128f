package dev.shardwright.snapshot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.ByteProgress;
import dev.shardwright.api.snapshot.ShardProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest(name = "{0} of {1} shards, {2} of {3} bytes: {4} %")
    @CsvSource({
        " 1,  4,   0,   0, 25",
        " 4,  4,   0,   0, 99", // whole is what the server says is whole
        " 0,  0,   0,   0,  0",
        " 1,  4,  90, 100, 90",
        " 1,  4, 120, 100, 99", // the server may add to it while it counts
        " 1,  4, 4000000000000, 9000000000000, 44",
    })
    void bytesWeighWhenTheyAreKnown(int shards, int allShards, long bytes, long allBytes, int percent) {
        assertThat(Pace.percent(new ShardProgress(allShards, shards, 0), new ByteProgress(allBytes, bytes)))
                .isEqualTo(percent);
    }

    @Test
    void nothingIsKnownOfNothing() {
        assertThat(Pace.percent(null, null)).isZero();
        assertThat(Pace.percent(new ShardProgress(4, 2, 0), null)).isEqualTo(50);
    }

    @Test
    void timeLeftIsToldOnceItMeansSomething() {
        assertThat(Pace.left(Duration.ofMinutes(1), 4)).isEmpty();
        assertThat(Pace.left(Duration.ofMinutes(1), 100)).isEmpty();
        assertThat(Pace.left(Duration.ofMinutes(1), 25)).contains("180s");
        assertThat(Pace.left(Duration.ofMinutes(-1), 25)).contains("0s"); // clocks differ
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "599, 599s", "600, 10m", "35999, 599m", "36000, 10h"})
    void durationsAreShort(int seconds, String words) {
        assertThat(Pace.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }
}
