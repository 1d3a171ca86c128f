package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdinalsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"es-data-0,1", "es-data-2 es-data-10 es-data-9,11", "es-data-1 es-warm-5,2", "es-data-9999,10000"})
    void countsUpToTheHighest(String names, int count) {
        assertThat(Ordinals.count("es-data-", Stream.of(names.split(" ", -1)))).contains(count);
    }

    @ParameterizedTest(name = "\"{0}\" is none of them")
    @ValueSource(strings = {"", "es-data", "es-data-", "es-data-hot-0", "es-data-x", "es-data--1", "es-data-10000"})
    void otherNamesDoNotCount(String name) {
        assertThat(Ordinals.count("es-data-", Stream.of(name))).isEmpty();
    }
}
