package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Authentication.ApiKey;
import dev.shardwright.elasticsearch.Authentication.Basic;
import dev.shardwright.elasticsearch.Authentication.None;
import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters that the operator does not run, by their URLs. */
@SuppressWarnings("TimeInStaticInitializer") // certificates are checked against the clock of this machine
class OutsideTargetTest {
    private static final Instant NOW = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);
    private static final String SECRET = "s3cret-Pa55";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca", NOW, DAY);
    private static final CertificateAuthority STRANGER = CertificateAuthority.create("ca", NOW, DAY);
    private static final IssuedCertificate NAMED =
            AUTHORITY.issue(new LeafRequest("es", List.of("localhost"), List.of()), NOW, DAY);
    private static final IssuedCertificate MISNAMED =
            AUTHORITY.issue(new LeafRequest("es", List.of("other.example.org"), List.of()), NOW, DAY);

    private static TestServer plain;
    private static TestServer tls;
    private static TestServer misnamed;

    @BeforeAll
    static void start() throws Exception {
        plain = TestServer.plain();
        tls = TestServer.tls(NAMED);
        misnamed = TestServer.tls(MISNAMED);
    }

    @AfterAll
    static void stop() {
        Stream.of(plain, tls, misnamed).forEach(TestServer::close);
    }

    @BeforeEach
    void reset() {
        for (TestServer server : List.of(plain, tls, misnamed)) {
            server.answers(200, SnapshotAnswers.IDENTITY_OPENSEARCH).requests().clear();
        }
    }

    static Stream<Arguments> authentications() {
        return Stream.of(
                Arguments.of(new None(), "Authorization=null"),
                Arguments.of(new Basic("joe", SECRET), "Authorization=Basic am9lOnMzY3JldC1QYTU1"),
                Arguments.of(new ApiKey(SECRET), "Authorization=ApiKey " + SECRET));
    }

    @ParameterizedTest
    @MethodSource("authentications")
    void asksUnderThePrefixAsWhomItIsTold(Authentication authentication, String header) {
        String url = "http://localhost:" + port(plain) + "/search/v1/";
        try (HttpData api = open(url, authentication, new Trust.Public())) {
            assertThat(api.identity().asOptional()).isPresent();
            assertThat(api.repository("r/1")).isInstanceOf(Failure.class);
        }
        String host = " Host=localhost:" + port(plain) + " " + header;
        assertThat(plain.requests())
                .containsExactly("GET /search/v1/" + host, "GET /search/v1/_snapshot/r%2F1?master_timeout=3s" + host);
    }

    @ParameterizedTest
    @MethodSource("authentications")
    void neverShowsASecret(Authentication authentication, String header) {
        plain.answers(403, "{\"error\":{\"type\":\"security_exception\",\"reason\":\"" + header + "\"}}");
        Target target =
                Target.outside(BaseUrl.of("http://localhost:" + port(plain)), authentication, new Trust.Public());
        try (HttpData api = new HttpData(target)) {
            assertThat(target + " " + api.count("a") + api.identity()).doesNotContain(SECRET, "am9lOnMzY3JldC1QYTU1");
            plain.answers(400, "{\"error\":{\"type\":\"some_exception\",\"reason\":\"" + header + "\"}}");
            assertThat(api.count("a").asOptional())
                    .get()
                    .asString()
                    .contains("Authorization=")
                    .doesNotContain(SECRET, "am9lOnMzY3JldC1QYTU1");
        }
    }

    @Test
    void trustsTheGivenAuthorityForTheNameInTheUrl() {
        try (HttpData api = open(url(tls), new ApiKey(SECRET), given(STRANGER, AUTHORITY))) {
            assertThat(api.identity().asOptional()).isPresent();
        }
        assertThat(tls.requests().getFirst()).contains("Host=localhost:").endsWith("ApiKey " + SECRET);
    }

    static Stream<Arguments> distrusted() {
        return Stream.of(
                Arguments.of("another authority", url(tls), given(STRANGER)),
                Arguments.of("public authorities", url(tls), new Trust.Public()),
                Arguments.of("no authority", url(tls), given()),
                Arguments.of("another name", url(misnamed), given(AUTHORITY)),
                Arguments.of(
                        "an address that is not named", url(tls).replace("localhost", "127.0.0.1"), given(AUTHORITY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distrusted")
    void sendsNothingToServersThatItCannotTrust(String what, String url, Trust trust) {
        try (HttpData api = open(url, new Basic("joe", SECRET), trust)) {
            assertThat(failure(api.identity()).problem()).as(what).isEqualTo(Problem.TLS);
        }
        assertThat(tls.requests()).isEmpty();
        assertThat(misnamed.requests()).isEmpty();
    }

    @Test
    void thePublicAuthoritiesAreThere() {
        try (HttpData api = open(url(tls), new None(), new Trust.Public())) {
            assertThat(failure(api.identity()).message())
                    .as("the certificate was checked against somebody")
                    .contains("certification path");
        }
    }

    @Test
    void changesOfTrustAndUserAreFollowed() {
        try (HttpData api = open(url(tls), new Basic("joe", "a"), given(STRANGER))) {
            assertThat(api.identity().asOptional()).isEmpty();
            api.retarget(Target.outside(BaseUrl.of(url(tls)), new Basic("joe", "b"), given(AUTHORITY)));
            assertThat(api.identity().asOptional()).isPresent();
            assertThat(tls.requests()).singleElement().satisfies(request -> assertThat(request)
                    .endsWith("am9lOmI="));
            api.retarget(Target.outside(BaseUrl.of(url(tls)), new Basic("joe", "b"), new Trust.Public()));
            assertThat(api.identity().asOptional())
                    .as("no connection of the old trust")
                    .isEmpty();
        }
    }

    @Test
    void aNameThatNobodyKnows() {
        String host = "x".repeat(70) + ".example"; // too long for a look-up to leave the machine
        try (HttpData api = open("https://" + host + ":9200/x", new Basic("joe", SECRET), new Trust.Public())) {
            Failure<?> failure = failure(api.identity());
            assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
            assertThat(failure.message())
                    .isEqualTo("https://" + host + ":9200/x cannot be reached: its name is not known.");
        }
    }

    @Test
    void asksByNameAndNotByAddress() throws Exception {
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
        Target target = Target.outside(BaseUrl.of("http://localhost:1"), new None(), new Trust.Public());
        assertThat(target.endpoints()).containsExactly(new Endpoint("localhost", Optional.empty(), 1));
        assertThat(target.toString()).doesNotContain("127.0.0.1");
    }

    private static HttpData open(String url, Authentication authentication, Trust trust) {
        return new HttpData(Target.outside(BaseUrl.of(url), authentication, trust));
    }

    private static String url(TestServer server) {
        return "https://localhost:" + port(server);
    }

    private static int port(TestServer server) {
        return server.endpoint("es").port();
    }

    private static Trust given(CertificateAuthority... authorities) {
        return new Trust.Given(
                Stream.of(authorities).map(CertificateAuthority::certificatePem).toList(), Optional.empty());
    }

    private static Failure<?> failure(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return (Failure<?>) reply;
    }
}
