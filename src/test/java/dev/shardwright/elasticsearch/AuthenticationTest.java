package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.elasticsearch.Authentication.ApiKey;
import dev.shardwright.elasticsearch.Authentication.Basic;
import dev.shardwright.elasticsearch.Authentication.None;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    @Test
    void makesTheHeader() {
        assertThat(new None().header()).isEmpty();
        assertThat(new Basic("jö", "p:w").header()).contains("Basic asO2OnA6dw==");
        assertThat(new ApiKey("VnVhQ2ZHY0JDZGJrU==").header()).contains("ApiKey VnVhQ2ZHY0JDZGJrU==");
    }

    @Test
    void theLineEndOfASecretIsNoPartOfTheKey() {
        assertThat(new ApiKey(" abc\n")).isEqualTo(new ApiKey("abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "S3CRET x", "S3CRET\r\nX-Other: y", "S3CRETä", "S3CRET\u0000"})
    void aKeyThatIsNoHeaderIsRefusedAndNotQuoted(String key) {
        assertThatThrownBy(() -> new ApiKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("S3CRET");
    }

    @Test
    void showsNoSecret() {
        assertThat(new Basic("joe", "S3CRET")).asString().contains("joe").doesNotContain("S3CRET");
        assertThat(new ApiKey("S3CRET")).asString().doesNotContain("S3CRET");
    }
}
