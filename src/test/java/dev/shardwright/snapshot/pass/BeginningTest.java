package dev.shardwright.snapshot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.snapshot.site.Sites;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeginningTest {
    private static final Instant FIRST_PASS = Instant.parse("2026-05-01T12:00:00Z");
    private static final Sites.Lookup UNKNOWN = new Sites.Lookup.Missing("ClusterMissing", "no such cluster");

    private final Beginning beginning = new Beginning();

    /** However long it has waited for the lease before. */
    @Test
    void countsFromTheFirstPass() {
        assertThat(beginning.mayNotKnow(UNKNOWN, FIRST_PASS)).isTrue();
        assertThat(beginning.mayNotKnow(UNKNOWN, FIRST_PASS.plusSeconds(14))).isTrue();
        assertThat(beginning.mayNotKnow(UNKNOWN, FIRST_PASS.plusSeconds(15))).isFalse();
    }

    @Test
    void aClusterThatIsKnownNeedsNoPatience() {
        assertThat(beginning.mayNotKnow(new Sites.Lookup.Missing("NotReady", "starts"), FIRST_PASS))
                .isFalse();
    }
}
