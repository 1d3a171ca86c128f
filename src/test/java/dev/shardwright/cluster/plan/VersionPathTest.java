package dev.shardwright.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.support.ElasticVersion;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionPathTest {
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "7.17.29, 7.17.29",
        "7.17.0,  7.17.29",
        "7.17.29, 8.0.0",
        "7.17.29, 8.19.21",
        "8.0.0,   8.19.21",
        "8.19.4,  8.19.21",
        "8.9.0,   8.10.0",
        "8.18.8,  9.0.0",
        "8.19.21, 9.0.0",
        "8.19.0,  9.2.1",
        "9.0.1,   9.2.0",
    })
    void supported(String running, String wanted) {
        assertThat(refusal(running, wanted)).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "8.19.21, 8.19.4,  cannot go back to 8.19.4",
        "8.10.0,  8.9.9,   cannot go back to 8.9.9",
        "8.0.0,   7.17.29, cannot go back to 7.17.29",
        "9.0.0,   8.19.21, cannot go back to 8.19.21",
        "7.17.29, 9.0.0,   upgrade to 8.19 first",
        "7.16.3,  8.19.21, upgrade to 7.17 first",
        "8.17.9,  9.0.0,   upgrade to 8.19 first",
        "8.9.0,   9.2.0,   upgrade to 8.19 first",
        "8.18.8,  9.1.0,   upgrade to 8.19 first",
    })
    void refused(String running, String wanted, String wayOut) {
        assertThat(refusal(running, wanted))
                .hasValueSatisfying(message -> assertThat(message).contains("runs " + running, wanted, wayOut));
    }

    private static Optional<String> refusal(String running, String wanted) {
        return VersionPath.refusal(
                ElasticVersion.parse(running).orElseThrow(),
                ElasticVersion.parse(wanted).orElseThrow());
    }
}
