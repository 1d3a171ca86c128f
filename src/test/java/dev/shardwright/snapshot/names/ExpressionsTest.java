package dev.shardwright.snapshot.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
    @ParameterizedTest(name = "[{0}] of {1}, hidden {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                 | logs-1   | false | true",
                "                 | .secret  | true  | false",
                "logs-1           | logs-1   | false | true",
                "logs-1           | logs-11  | false | false",
                "logs-*           | logs-1   | false | true",
                "*-1              | logs-1   | false | true",
                "l*s-*            | logs-1   | false | true",
                "logs.1           | logsx1   | false | false",
                "*                | .secret  | true  | false",
                "*                | quiet    | true  | false",
                ".s*              | .secret  | true  | true",
                ".secret          | .secret  | true  | true",
                "quiet            | quiet    | true  | true",
                "*,-logs-*        | logs-1   | false | false",
                "*,-logs-*,logs-1 | logs-1   | false | true",
                "-logs-1,*        | logs-1   | false | true",
                "-logs-1          | other    | false | false",
            })
    void aListMeansWhatItSays(String list, String name, boolean hidden, boolean meant) {
        List<String> expressions = list == null ? List.of() : List.of(list.split(","));
        assertThat(new Expressions(expressions).mean(name, hidden)).isEqualTo(meant);
    }

    @Test
    void anAliasBringsInByItsNameAndTakesOutByPatterns() {
        assertThat(new Expressions(List.of("today")).mean("logs-1", List.of("today"), false))
                .isTrue();
        assertThat(new Expressions(List.of("tod*")).mean("logs-1", List.of("today"), false))
                .isFalse();
        assertThat(new Expressions(List.of("today", "-logs-1")).mean("logs-1", List.of("today"), false))
                .isFalse();
        assertThat(new Expressions(List.of("*", "-tod*")).mean("logs-1", List.of("today"), false))
                .isFalse();
    }

    @Test
    void plainNamesAreThoseThatShouldBeThere() {
        assertThat(new Expressions(List.of("a", "b*", "-c", "d")).plainNames()).containsExactly("a", "d");
    }
}
