package dev.shardwright.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final Shared<List<String>> shared = new Shared<>();

    @Test
    void givesTheFirstOfEqualValues() {
        List<String> first = List.of("a");
        assertThat(shared.of(first)).isSameAs(first);
        assertThat(shared.of(List.of("a"))).isSameAs(first);
        assertThat(shared.of(List.of("b"))).containsExactly("b");
    }
}
