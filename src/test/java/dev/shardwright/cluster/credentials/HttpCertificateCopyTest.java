package dev.shardwright.cluster.credentials;

import static dev.shardwright.cluster.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.IssuedCertificate;
import dev.shardwright.security.LeafRequest;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "A broken certificate secret keeps the old one and says so." */
class HttpCertificateCopyTest {
    private static final CertificateAuthority USERS = CertificateAuthority.create("users", NOW, Duration.ofDays(900));
    private static final LeafRequest NAMES = new LeafRequest("search", List.of("search.example"), List.of());
    private static final IssuedCertificate ONE = USERS.issue(NAMES, NOW, Duration.ofDays(90));
    private static final IssuedCertificate TWO = USERS.issue(NAMES, NOW, Duration.ofDays(180));

    private final Store store = new Store();

    @Test
    void goodOneIsCopiedTrustedAndPinned() {
        supply(ONE);
        Credentials now = store.pass();
        assertThat(store.text("es-http-certs", "tls.crt")).contains(ONE.certificatePem());
        assertThat(store.text("es-http-certs", "tls.key")).contains(ONE.privateKeyPem());
        assertThat(store.text("es-http-certs", "ca.crt")).contains(USERS.certificatePem());
        assertThat(now.pinnedCertificate()).contains(ONE.certificatePem());
        assertThat(now.trustedCertificates()).first().isEqualTo(USERS.certificatePem());
        assertThat(now.flaws()).isEmpty();
        assertThat(now.warnings()).isEmpty();
        assertThat(now.certificates())
                .contains(new CertificateStatus(
                        "http", NOW.plus(Duration.ofDays(90)).toString(), null));
        supply(TWO);
        store.pass();
        assertThat(store.text("es-http-certs", "tls.crt")).contains(TWO.certificatePem());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "tls.crt, <html>, HttpCertificateBroken, tls.crt must hold certificates",
        "tls.key, <html>, HttpCertificateBroken, tls.key must be",
        "ca.crt, <html>, HttpCertificateBroken, ca.crt must hold certificates",
        "tls.crt, '', HttpCertificateMissing, tls.crt is missing",
        "tls.key, '', HttpCertificateMissing, tls.key is missing",
    })
    void brokenOneKeepsTheOldOneAndSaysSo(String key, String value, Warning.Reason reason, String words) {
        supply(ONE);
        store.pass();
        Map<String, Secret> before = new TreeMap<>(store.own);
        Map<String, String> texts = new TreeMap<>(texts(TWO));
        texts.put(key, value);
        store.user("mine", texts);
        saysAndKeeps(before, reason, words);
    }

    @Test
    void keyOfAnotherKeepsTheOldOneAndSaysSoWithoutTheKey() {
        supply(ONE);
        store.pass();
        Map<String, Secret> before = new TreeMap<>(store.own);
        supply(new IssuedCertificate(TWO.certificatePem(), ONE.privateKeyPem()));
        saysAndKeeps(before, Warning.Reason.HttpCertificateBroken, "tls.key is not the key");
    }

    @Test
    void deletedSecretKeepsTheOldOneAndSaysSo() {
        supply(ONE);
        store.pass();
        Map<String, Secret> before = new TreeMap<>(store.own);
        store.users.remove("mine");
        saysAndKeeps(before, Warning.Reason.HttpCertificateMissing, "there is no Secret mine");
    }

    @Test
    void expiredOneIsKeptAndSaidUntilANewOneComes() {
        supply(ONE);
        store.pass();
        Map<String, Secret> before = new TreeMap<>(store.own);
        store.now = NOW.plus(Duration.ofDays(91));
        saysAndKeeps(before, Warning.Reason.HttpCertificateExpired, "has expired");
        supply(TWO);
        assertThat(store.pass().warnings()).isEmpty();
        assertThat(store.text("es-http-certs", "tls.crt")).contains(TWO.certificatePem());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"tls.crt, SecretMissing", "tls.key, SecretMissing", "all, SecretMissing", "broken, InvalidSpec"})
    void atFirstUseThereMustBeAGoodOne(String lacking, Flaw.Reason reason) {
        store.specify("http: {tls: {secretName: mine}}");
        Map<String, String> texts = new TreeMap<>(texts(ONE));
        texts.remove(lacking);
        if (lacking.equals("broken")) {
            texts.put("tls.key", "<html>");
        }
        if (!lacking.equals("all")) {
            store.user("mine", texts);
        }
        Credentials now = store.keep();
        assertThat(now.flaws()).singleElement().satisfies(f -> {
            assertThat(f.reason()).isEqualTo(reason);
            assertThat(f.message()).contains("spec.http.tls.secretName", "mine").doesNotContain("PRIVATE");
        });
        assertThat(now.secrets()).noneMatch(s -> s.getMetadata().getName().equals("es-http-certs"));
    }

    /** The nodes serve on with the certificate that the operator issued. */
    @Test
    void brokenOneInARunningClusterKeepsTheOperatorsOwn() {
        store.pass();
        Map<String, Secret> before = new TreeMap<>(store.own);
        supply(new IssuedCertificate(TWO.certificatePem(), "<html>"));
        saysAndKeeps(before, Warning.Reason.HttpCertificateBroken, "tls.key must be");
    }

    @Test
    void damagedCopyIsNoReasonToGoOn() {
        store.user("es-http-certs", Map.of("tls.crt", "<html>", "tls.key", "k"));
        store.own.put("es-http-certs", store.users.remove("es-http-certs"));
        store.specify("http: {tls: {secretName: mine}}");
        assertThat(store.keep().flaws()).hasSize(1);
    }

    @Test
    void withoutTheFieldTheOperatorIssuesOneAgain() {
        supply(ONE);
        store.pass();
        store.specify("");
        store.pass();
        assertThat(store.text("es-http-certs", "ca.crt")).isEqualTo(store.text("es-ca", "http.crt"));
        assertThat(store.keep().pinnedCertificate()).isEmpty();
        store.specify("http: {tls: {disabled: true}}");
        assertThat(store.keep().trustedCertificates()).isEmpty();
    }

    private void saysAndKeeps(Map<String, Secret> before, Warning.Reason reason, String words) {
        Credentials now = store.pass();
        assertThat(now.flaws()).isEmpty();
        assertThat(now.warnings()).singleElement().satisfies(w -> {
            assertThat(w.reason()).isEqualTo(reason);
            assertThat(w.message())
                    .startsWith("spec.http.tls.secretName: ")
                    .contains("mine", words, "nodes keep the certificate that they have")
                    .doesNotContain("PRIVATE");
        });
        assertThat(store.own.get("es-http-certs")).isEqualTo(before.get("es-http-certs"));
    }

    private void supply(IssuedCertificate certificate) {
        store.specify("http: {tls: {secretName: mine}}");
        store.user("mine", texts(certificate));
    }

    private static Map<String, String> texts(IssuedCertificate certificate) {
        return Map.of(
                "tls.crt", certificate.certificatePem(),
                "tls.key", certificate.privateKeyPem(),
                "ca.crt", USERS.certificatePem());
    }
}
