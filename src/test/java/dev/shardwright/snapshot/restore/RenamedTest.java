package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Rename;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as Elasticsearch makes them. */
class RenamedTest {
    @ParameterizedTest
    @CsvSource({
        "(.+), r-$1, a, r-a",
        "(.+), r-$1, .ds-logs-2026.01.01-000001, .ds-r-logs-2026.01.01-000001",
        "(.+), r-$1, .fs-logs-2026.01.01-000001, .fs-r-logs-2026.01.01-000001",
        "(.+), r-$1, .ds-other-000001, r-.ds-other-000001",
        "a, x$0x, banana, bxaxnxaxnxax",
        "^log(.*)$, old$1, logs, olds",
        "^log, new, catalog, catalog",
        "A, x, banana, banana",
        "(?i)A, x, banana, bxnxnx",
        "x, y, a, a",
        "(a)(b)?, $1-, ab, a-"
    })
    void namesAreMadeByThePattern(String pattern, String replacement, String name, String renamed) {
        assertThat(new Renamed(Optional.of(new Rename(pattern, replacement)), List.of("logs")).of(name))
                .isEqualTo(renamed);
    }

    @Test
    void withoutAPatternNamesStay() {
        assertThat(new Renamed(Optional.empty(), List.of("logs")).of(".ds-logs-000001"))
                .isEqualTo(".ds-logs-000001");
    }

    @ParameterizedTest
    @CsvSource({
        "(, x, spec.rename.pattern is no regular expression",
        "[a, x, spec.rename.pattern is no regular expression",
        "a, $, spec.rename.replacement cannot be used",
        "a, $2, spec.rename.replacement cannot be used",
        "a, ${name}, spec.rename.replacement cannot be used",
        "xyz, $2, spec.rename.replacement cannot be used"
    })
    void whatCannotBeUsedIsSaidBefore(String pattern, String replacement, String flaw) {
        assertThat(Renamed.flaw(new Rename(pattern, replacement)).orElse("nothing"))
                .startsWith(flaw);
    }

    @Test
    void groupsThatAreThereMayBeUsed() {
        assertThat(Renamed.flaw(new Rename("(?<name>.+)-(.+)", "${name}.$2$0"))).isEmpty();
    }
}
