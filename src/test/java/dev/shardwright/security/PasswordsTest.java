package dev.shardwright.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void areLongAndPlain() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> Passwords.generate()).distinct())
                .hasSize(100)
                .allMatch(password -> password.matches("[A-Za-z0-9]{24}"));
    }

    @Test
    void hashMatchesItsPasswordOnly() {
        String hash = PasswordHash.hash("pässword");
        assertThat(hash).startsWith("$2a$10$").hasSize(60);
        assertThat(PasswordHash.hash("pässword")).isNotEqualTo(hash);
        assertThat(PasswordHash.matches("pässword", hash)).isTrue();
        assertThat(PasswordHash.matches("passwort", hash)).isFalse();
    }

    @Test
    void hashOfARandomPasswordIsCheap() {
        String password = Passwords.generate();
        String hash = PasswordHash.hashOfRandom(password);
        assertThat(hash).startsWith("$2a$04$").hasSize(60);
        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(Passwords.generate(), hash)).isFalse();
    }

    @Test
    void readsHashesOfOthers() {
        // A test vector of OpenBSD's bcrypt.
        String hash = "$2a$10$k1wbIrmNyFAPwPVPSVa/zecw2BCEnBwVS2GbrmgzxFUOqW9dk4TCW";
        assertThat(PasswordHash.matches("", hash)).isFalse();
        assertThat(PasswordHash.matches("a", hash.substring(0, 30))).isFalse();
        assertThat(PasswordHash.matches("a", "")).isFalse();
        assertThat(PasswordHash.matches("abc", "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi"))
                .isTrue();
        assertThat(PasswordHash.matches("a", "$2a$31$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi"))
                .as("a cost that would take hours")
                .isFalse();
    }

    @Test
    void takesNoPasswordThatItWouldCut() {
        String longest = "x".repeat(72);
        assertThat(PasswordHash.matches(longest, PasswordHash.hash(longest))).isTrue();
        assertThat(PasswordHash.matches(longest + "x", PasswordHash.hash(longest)))
                .isFalse();
        assertThatThrownBy(() -> PasswordHash.hash("ä".repeat(37)))
                .isInstanceOf(UnfitPasswordException.class)
                .hasMessageNotContaining("ä");
        assertThatThrownBy(() -> PasswordHash.hash("")).isInstanceOf(UnfitPasswordException.class);
    }
}
