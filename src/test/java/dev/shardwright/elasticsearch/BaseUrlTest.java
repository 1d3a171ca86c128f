package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    static Stream<Arguments> urls() {
        return Stream.of(
                Arguments.of("https://es.example.org", new BaseUrl(true, "es.example.org", 443, "")),
                Arguments.of("HTTP://es", new BaseUrl(false, "es", 80, "")),
                Arguments.of("http://es:9200/", new BaseUrl(false, "es", 9200, "")),
                Arguments.of(" https://es:9200/a/b%20c// ", new BaseUrl(true, "es", 9200, "/a/b%20c")),
                Arguments.of("https://10.0.0.1:9200/.x/~a..b", new BaseUrl(true, "10.0.0.1", 9200, "/.x/~a..b")),
                Arguments.of("https://[fd00::1]:9200", new BaseUrl(true, "fd00::1", 9200, "")));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void readsAUrl(String url, BaseUrl wanted) {
        assertThat(BaseUrl.of(url)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "es:9200",
                "es.example.org",
                "ftp://es/S3CRET",
                "https://",
                "https:///S3CRET",
                "https://joe:S3CRET@es",
                "https://S3CRET@es",
                "https://es?key=S3CRET",
                "https://es#S3CRET",
                "https://es:99999/S3CRET",
                "https://es:0/S3CRET",
                "https://es/S3CRET/../x",
                "https://es/./S3CRET",
                "https://es//S3CRET",
                "https://es/S3CRET x",
                "https://es_1/S3CRET",
                "https://es/S3CRET\r\nX: y"
            })
    void refusesWhatIsNoneAndQuotesNothing(String url) {
        assertThatThrownBy(() -> BaseUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("S3CRET");
    }
}
