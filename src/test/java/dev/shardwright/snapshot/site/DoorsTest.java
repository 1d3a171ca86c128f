package dev.shardwright.snapshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.DataConnection;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.snapshot.NoData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final Doors doors = new Doors(() -> now, target -> {
        log.add("open " + target.authentication());
        return new Door(log);
    });

    private static final class Door extends NoData implements DataConnection {
        private final List<String> log;

        Door(List<String> log) {
            this.log = log;
        }

        @Override
        public void retarget(Target target) {
            throw new AssertionError("a door leads to one place");
        }

        @Override
        public void close() {
            log.add("close");
        }
    }

    private static Site site(Authentication as) {
        return new Site("es", Target.outside(BaseUrl.of("https://es:9200"), as, new Trust.Public()));
    }

    @Test
    void oneDoorServesManyErrands() {
        Site site = site(new Authentication.None());
        assertThat(doors.to(site)).isSameAs(doors.to(site(new Authentication.None())));
        assertThat(log).hasSize(1);
    }

    @Test
    void whoComesAsSomebodyElseTakesAnotherDoor() {
        assertThat(doors.to(site(new Authentication.Basic("me", "old"))))
                .isNotSameAs(doors.to(site(new Authentication.Basic("me", "new"))));
    }

    @Test
    void doorsThatNobodyUsesAreClosed() {
        doors.to(site(new Authentication.None()));
        now = now.plusSeconds(599);
        doors.to(site(new Authentication.None()));
        now = now.plusSeconds(599);
        doors.to(site(new Authentication.Basic("me", "x")));
        assertThat(log).doesNotContain("close");
        now = now.plusSeconds(2);
        doors.to(site(new Authentication.Basic("me", "x")));
        assertThat(log).containsOnlyOnce("close");
    }

    @Test
    void allAreClosedInTheEnd() {
        doors.to(site(new Authentication.None()));
        doors.to(site(new Authentication.Basic("me", "x")));
        doors.close();
        assertThat(log.stream().filter("close"::equals)).hasSize(2);
    }

    @Test
    void nothingGoesThroughOnceTheyAreClosed() {
        Site site = site(new Authentication.None());
        doors.to(site);
        doors.close();
        assertThat(log).endsWith("close");
        assertThatThrownBy(() -> doors.to(site)).isInstanceOf(CancellationException.class);
    }
}
