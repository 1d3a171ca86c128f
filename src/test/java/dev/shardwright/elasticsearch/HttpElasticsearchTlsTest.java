package dev.shardwright.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("TimeInStaticInitializer") // certificates are checked against the clock of this machine
class HttpElasticsearchTlsTest {
    private static final Instant NOW = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca", NOW, DAY);
    private static final CertificateAuthority STRANGER = CertificateAuthority.create("ca", NOW, DAY);
    private static final IssuedCertificate LEAF =
            AUTHORITY.issue(new LeafRequest("es", List.of("*.nodes.prod.svc"), List.of()), NOW, DAY);
    private static final IssuedCertificate OTHER_LEAF =
            STRANGER.issue(new LeafRequest("es", List.of("*.nodes.prod.svc"), List.of()), NOW, DAY);
    private static final String HOST = "es-0.nodes.prod.svc";

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.tls(LEAF).answers(200, Answers.HEALTH);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void trustsItsAuthorityForTheNamesOfTheCertificate() {
        assertTrusted(target(HOST, List.of(AUTHORITY), Optional.empty()));
        assertTrusted(target(HOST, List.of(STRANGER, AUTHORITY), Optional.empty()));
    }

    @Test
    void anotherAuthorityOfTheSameName() {
        assertRefused(target(HOST, List.of(STRANGER), Optional.empty()));
    }

    @Test
    void anotherHostName() {
        assertRefused(target("es-0.nodes.test.svc", List.of(AUTHORITY), Optional.empty()));
    }

    @Test
    void aPinnedLeafNeedsNoNameAndNoAuthority() {
        assertTrusted(target("elsewhere", List.of(STRANGER), Optional.of(LEAF)));
        assertTrusted(target("elsewhere", List.of(), Optional.of(LEAF)));
    }

    @Test
    void anotherLeafThanThePinnedOneIsCheckedAsUsual() {
        assertTrusted(target(HOST, List.of(AUTHORITY), Optional.of(OTHER_LEAF)));
        assertRefused(target("elsewhere", List.of(AUTHORITY), Optional.of(OTHER_LEAF)));
        assertRefused(target(HOST, List.of(STRANGER), Optional.of(OTHER_LEAF)));
        assertRefused(target(HOST, List.of(), Optional.of(OTHER_LEAF)));
    }

    @Test
    void expiredCertificate() throws Exception {
        CertificateAuthority old =
                CertificateAuthority.create("old", NOW.minus(Duration.ofDays(9)), Duration.ofDays(99));
        IssuedCertificate expired =
                old.issue(new LeafRequest("es", List.of(HOST), List.of()), NOW.minus(Duration.ofDays(8)), DAY);
        try (TestServer stale = TestServer.tls(expired).answers(200, Answers.HEALTH)) {
            assertRefused(new Target(
                    List.of(stale.endpoint(HOST)), true, "op", "pw", List.of(old.certificatePem()), Optional.empty()));
        }
    }

    @Test
    void noUsableTrustIsAFailureNotAnException() {
        assertRefused(target(HOST, List.of(), Optional.empty()));
        assertRefused(new Target(List.of(server.endpoint(HOST)), true, "op", "pw", List.of("x"), Optional.empty()));
        assertRefused(new Target(
                List.of(server.endpoint(HOST)),
                true,
                "op",
                "pw",
                List.of(AUTHORITY.certificatePem()),
                Optional.of("<html>")));
    }

    @Test
    void retargetChangesTheTrust() {
        try (HttpElasticsearch api = new HttpElasticsearch(target(HOST, List.of(STRANGER), Optional.empty()))) {
            assertThat(api.health().asOptional()).isEmpty();
            api.retarget(target(HOST, List.of(AUTHORITY), Optional.empty()));
            assertThat(api.health().asOptional()).isPresent();
            api.retarget(target(HOST, List.of(STRANGER), Optional.empty()));
            assertThat(api.health().asOptional())
                    .as("no connection of the old trust is used")
                    .isEmpty();
        }
    }

    @Test
    void serverThatSpeaksNoTls() throws Exception {
        try (RawServer plain = new RawServer(RawServer.says("HTTP/1.1 400 Bad Request\r\n\r\n"));
                HttpElasticsearch api = new HttpElasticsearch(new Target(
                        List.of(plain.endpoint()),
                        true,
                        "op",
                        "pw",
                        List.of(AUTHORITY.certificatePem()),
                        Optional.empty()))) {
            assertThat(problem(api.health())).isEqualTo(Problem.TLS);
        }
    }

    @Test
    void aHandshakeThatNeverEnds() throws Exception {
        try (RawServer silent = new RawServer(RawServer::readOn);
                HttpElasticsearch api = new HttpElasticsearch(
                        new Target(
                                List.of(silent.endpoint()),
                                true,
                                "op",
                                "pw",
                                List.of(AUTHORITY.certificatePem()),
                                Optional.empty()),
                        Duration.ofMillis(300))) {
            assertThat(problem(api.health())).isEqualTo(Problem.TIMED_OUT);
        }
    }

    private static Target target(
            String host, List<CertificateAuthority> authorities, Optional<IssuedCertificate> pinned) {
        return new Target(
                List.of(server.endpoint(host)),
                true,
                "op",
                "pw",
                authorities.stream().map(CertificateAuthority::certificatePem).toList(),
                pinned.map(IssuedCertificate::certificatePem));
    }

    private static void assertTrusted(Target target) {
        try (HttpElasticsearch api = new HttpElasticsearch(target)) {
            assertThat(api.health()).isInstanceOf(Reply.Answer.class);
        }
    }

    private static void assertRefused(Target target) {
        int before = server.requests().size();
        try (HttpElasticsearch api = new HttpElasticsearch(target)) {
            assertThat(problem(api.health())).isEqualTo(Problem.TLS);
        }
        assertThat(server.requests()).as("no credentials were sent").hasSize(before);
    }

    private static Problem problem(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Failure.class);
        return ((Failure<?>) reply).problem();
    }
}
