package dev.shardwright.cluster.credentials;

import static dev.shardwright.cluster.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.security.PasswordHash;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guarantee 9, as far as keeping goes: what is there stays, what is missing is made. */
class CredentialsKeeperTest {
    private final CredentialsKeeper keeper = new CredentialsKeeper();
    private ElasticCluster cluster = Fixtures.cluster();
    private final Map<String, Secret> stored = new TreeMap<>();
    private final Map<String, Secret> users = new HashMap<>();

    @BeforeEach
    void firstPass() {
        store(keep());
    }

    @Test
    void makesEverythingOnce() {
        assertThat(stored)
                .containsOnlyKeys(
                        "es-ca",
                        "es-transport-certs",
                        "es-http-certs",
                        "es-elastic-user",
                        "es-operator-user",
                        "es-file-realm");
        assertThat(text("es-elastic-user", "username")).isEqualTo("elastic");
        assertThat(text("es-http-certs", "ca.crt")).isEqualTo(text("es-ca", "http.crt"));
        assertThat(stored.values()).allSatisfy(s -> assertThat(s.getMetadata().getOwnerReferences())
                .hasSize(1));
    }

    @Test
    void secondPassChangesNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(byName(keep())).isEqualTo(stored);
        }
    }

    @Test
    void missingSecretIsMadeAnewAndTheOthersStay() {
        String earlier = text("es-elastic-user", "password");
        stored.remove("es-elastic-user");
        Map<String, Secret> now = byName(keep());
        assertThat(SecretData.text(Optional.of(now.get("es-elastic-user")), "password"))
                .hasValueSatisfying(p -> assertThat(p).hasSize(24).isNotEqualTo(earlier));
        for (String other : List.of("es-ca", "es-transport-certs", "es-http-certs", "es-operator-user")) {
            assertThat(now.get(other)).isEqualTo(stored.get(other));
        }
        assertThat(now.get("es-file-realm")).isNotEqualTo(stored.get("es-file-realm"));
    }

    @Test
    void passwordThatAPersonSetIsHonoured() {
        put("es-elastic-user", Map.of("username", "elastic", "password", "myOwnPassword"));
        Credentials now = keep();
        assertThat(SecretData.text(Optional.of(byName(now).get("es-elastic-user")), "password"))
                .contains("myOwnPassword");
        String line = SecretData.text(Optional.of(byName(now).get("es-file-realm")), "users")
                .orElseThrow()
                .lines()
                .filter(l -> l.startsWith("elastic:"))
                .findFirst()
                .orElseThrow();
        assertThat(PasswordHash.matches("myOwnPassword", line.substring("elastic:".length())))
                .isTrue();
    }

    /** Nothing is to be guessed where the operator has just made the password; of all others nobody knows. */
    @Test
    void onlyAPasswordThatWasMadeInThisPassIsHashedFast() {
        assertThat(hash("elastic")).startsWith("elastic:$2a$04$");
        assertThat(hash(Credentials.OPERATOR_USER)).startsWith(Credentials.OPERATOR_USER + ":$2a$04$");
        assertThat(PasswordHash.matches(
                        text("es-elastic-user", "password"), hash("elastic").substring(8)))
                .isTrue();
        specify("auth: {users: [{secretName: u}]}");
        user("u", Map.of("username", "app", "password", "appsPassword", "roles", "reader"));
        stored.remove("es-elastic-user");
        store(keep());
        assertThat(hash("app")).startsWith("app:$2a$10$");
        assertThat(hash("elastic")).as("made just now").startsWith("elastic:$2a$04$");
        assertThat(hash(Credentials.OPERATOR_USER))
                .as("stored before")
                .startsWith(Credentials.OPERATOR_USER + ":$2a$10$");
    }

    /** The passwords were written, and the operator ended before it wrote the files. */
    @Test
    void storedPasswordIsHashedSlowlyAfterACrash() {
        stored.remove("es-file-realm");
        store(keep());
        assertThat(hash("elastic")).startsWith("elastic:$2a$10$");
        assertThat(hash(Credentials.OPERATOR_USER)).startsWith(Credentials.OPERATOR_USER + ":$2a$10$");
    }

    @Test
    void passThatChangesNothingVerifiesNoSignature() {
        keep();
        try (CountedSignatures signatures = new CountedSignatures()) {
            keep();
            assertThat(signatures.count()).isZero();
            keep(NOW.plus(Duration.ofDays(1)));
            assertThat(signatures.count()).isZero();
            new CredentialsKeeper()
                    .keep(cluster, name -> Optional.ofNullable(stored.get(name)), name -> Optional.empty(), NOW);
            assertThat(signatures.count()).as("one that knows nothing yet").isPositive();
        }
    }

    @Test
    void fileRealmHoldsHashesAndItsAnnotationGivesNothingAway() {
        Secret realm = stored.get("es-file-realm");
        String all = realm.getMetadata() + text("es-file-realm", "users") + text("es-file-realm", "users_roles");
        assertThat(all).doesNotContain(text("es-elastic-user", "password"), text("es-operator-user", "password"));
        assertThat(realm.getMetadata().getAnnotations().get(Labels.SOURCES)).matches("[0-9a-f]{64}[.][0-9a-f]{64}");
    }

    @Test
    void usersAndRolesOfTheSpecAreAdded() {
        specify("auth: {users: [{secretName: u}], roles: [{secretName: r}]}");
        user("u", Map.of("username", "app", "password", "appsPassword", "roles", "reader, writer"));
        user("r", Map.of("roles.yml", "reader: {indices: [{names: [a], privileges: [read]}]}"));
        store(keep());
        assertThat(text("es-file-realm", "users_roles"))
                .contains("reader:app\n", "writer:app\n", "superuser:elastic\n");
        assertThat(text("es-file-realm", "roles.yml")).contains("reader");
        assertThat(byName(keep())).isEqualTo(stored);
        user("u", Map.of("username", "app", "password", "another", "roles", "reader"));
        assertThat(byName(keep()).get("es-file-realm")).isNotEqualTo(stored.get("es-file-realm"));
    }

    @ParameterizedTest(name = "user {0}")
    @CsvSource({"a:b, password1", "#a, password1", "elastic, password1", "'a,b', password1", "'', password1", "ok, ''"})
    void badUserIsRefusedWithoutTellingASecret(String name, String password) {
        specify("auth: {users: [{secretName: u}]}");
        user("u", Map.of("username", name, "password", password, "roles", "reader"));
        assertThat(keep().flaws()).singleElement().satisfies(f -> assertThat(f.message())
                .startsWith("spec.auth: ")
                .doesNotContain("password1", text("es-elastic-user", "password"), "$2a$"));
        assertThat(byName(keep())).as("the files stay as they are").doesNotContainKey("es-file-realm");
    }

    @Test
    void tooLongPasswordIsRefusedWithoutTellingIt() {
        specify("auth: {users: [{secretName: u}]}");
        user("u", Map.of("username", "a", "password", "p".repeat(73), "roles", "reader"));
        assertThat(keep().flaws())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("user 'a'").doesNotContain("ppp"));
    }

    /** ECK #509, #9269, #9198: new authorities that running nodes do not trust tear the cluster apart. */
    @Test
    void lostAuthoritiesAreNotReplacedUnderRunningNodes() {
        stored.remove("es-ca");
        Map<String, Secret> now = byName(keep());
        assertThat(now).doesNotContainKey("es-ca");
        assertThat(keep().warnings()).singleElement().satisfies(w -> {
            assertThat(w.reason()).isEqualTo(Warning.Reason.AuthorityLost);
            assertThat(w.message()).contains("Secret es-ca is gone", "delete it and es-transport-certs");
        });
        assertThat(now.get("es-transport-certs")).isEqualTo(stored.get("es-transport-certs"));
        assertThat(now.get("es-http-certs")).isEqualTo(stored.get("es-http-certs"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"transport.key", "transport.crt", "http.key", "http.crt"})
    void damagedAuthorityIsNotReplacedUnderRunningNodes(String key) {
        Map<String, String> data = new HashMap<>(stored.get("es-ca").getData());
        data.put(key, Base64.getEncoder().encodeToString("damaged".getBytes(StandardCharsets.UTF_8)));
        stored.get("es-ca").setData(data);
        Map<String, Secret> now = byName(keep());
        assertThat(keep().warnings())
                .extracting(Warning::message)
                .singleElement()
                .satisfies(m -> assertThat(m).contains("Secret es-ca is damaged"));
        assertThat(now.get("es-transport-certs")).isEqualTo(stored.get("es-transport-certs"));
        assertThat(now.get("es-http-certs")).isEqualTo(stored.get("es-http-certs"));
    }

    /** #1451: certificates died after a year. */
    @Test
    void certificatesAreRenewedInTimeByTheSameAuthority() {
        assertThat(byName(keep(NOW.plus(Duration.ofDays(200))))).isEqualTo(stored);
        Map<String, Secret> renewed = byName(keep(NOW.plus(Duration.ofDays(260))));
        assertThat(renewed.get("es-ca")).isEqualTo(stored.get("es-ca"));
        assertThat(renewed.get("es-http-certs")).isNotEqualTo(stored.get("es-http-certs"));
        assertThat(renewed.get("es-transport-certs")).isNotEqualTo(stored.get("es-transport-certs"));
        assertThat(renewed.get("es-http-certs").getData().get("ca.crt"))
                .isEqualTo(stored.get("es-http-certs").getData().get("ca.crt"));
    }

    @Test
    void probeUserOnlyForVersionsWithoutReadinessPort() {
        cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", "7.17.29"));
        Map<String, Secret> now = byName(keep());
        String password = SecretData.text(Optional.of(now.get(Names.probeUser("es"))), "password")
                .orElseThrow();
        assertThat(SecretData.text(Optional.of(now.get(Names.probeUser("es"))), "curl"))
                .contains("user = \"shardwright-probe:" + password + "\"\n");
    }

    @ParameterizedTest(name = "{0} runs: kept {1}")
    @CsvSource({"7.17.29, true", "8.1.3, true", "'', true", "8.2.0, false", "8.19.21, false"})
    void probeUserStaysUntilTheLastNodeThatAsksWithItIsUpgraded(String running, boolean kept) {
        cluster = Fixtures.cluster(Fixtures.SPEC.replace("8.19.21", "7.17.29"));
        store(keep());
        Secret before = stored.get(Names.probeUser("es"));
        cluster = Fixtures.cluster();

        Map<String, Secret> now = byName(keeper.keep(
                cluster,
                name -> Optional.ofNullable(stored.get(name)),
                name -> Optional.ofNullable(users.get(name)),
                RepositoryNeeds.NONE,
                Set.of("8.5.0", running),
                Optional.empty(),
                false,
                NOW));

        assertThat(Optional.ofNullable(now.get(Names.probeUser("es"))))
                .isEqualTo(Optional.of(before).filter(s -> kept));
        assertThat(SecretData.text(Optional.of(now.get(Names.fileRealm("es"))), "users")
                        .orElseThrow())
                .matches(text -> text.contains(Credentials.PROBE_USER) == kept);
    }

    @Test
    void emptiedFileRealmIsFilledAgain() {
        Secret emptied = new SecretBuilder(stored.get("es-file-realm"))
                .withData(Map.of())
                .build();
        stored.put("es-file-realm", emptied);
        assertThat(SecretData.text(Optional.of(byName(keep()).get("es-file-realm")), "users"))
                .hasValueSatisfying(u -> assertThat(u).contains("elastic:", "shardwright-operator:"));
    }

    @Test
    void userThatSomebodyAddedToTheFilesByHandDoesNotStay() {
        Secret realm = stored.get("es-file-realm");
        Map<String, String> data = new HashMap<>(realm.getData());
        data.put(
                "users",
                Base64.getEncoder()
                        .encodeToString((text("es-file-realm", "users") + "intruder:$2a$10$x\n")
                                .getBytes(StandardCharsets.UTF_8)));
        stored.put("es-file-realm", new SecretBuilder(realm).withData(data).build());
        assertThat(SecretData.text(Optional.of(byName(keep()).get("es-file-realm")), "users"))
                .hasValueSatisfying(u -> assertThat(u).contains("elastic:").doesNotContain("intruder"));
    }

    @Test
    void credentialsShowNoPassword() {
        Credentials now = keep();
        assertThat(now.toString()).doesNotContain(now.operatorPassword());
    }

    private String hash(String user) {
        return text("es-file-realm", "users")
                .lines()
                .filter(line -> line.startsWith(user + ":"))
                .findFirst()
                .orElseThrow();
    }

    private void specify(String fields) {
        cluster = Fixtures.clusterWith(fields);
    }

    private Credentials keep() {
        return keep(NOW);
    }

    private Credentials keep(Instant now) {
        return keeper.keep(
                cluster,
                name -> Optional.ofNullable(stored.get(name)),
                name -> Optional.ofNullable(users.get(name)),
                now);
    }

    private void store(Credentials credentials) {
        stored.putAll(byName(credentials));
    }

    private static Map<String, Secret> byName(Credentials credentials) {
        Map<String, Secret> secrets = new TreeMap<>();
        credentials.secrets().forEach(s -> secrets.put(s.getMetadata().getName(), new SecretBuilder(s).build()));
        return secrets;
    }

    private void put(String name, Map<String, String> texts) {
        stored.put(name, SecretData.of(cluster, name, "Opaque", texts));
    }

    private void user(String name, Map<String, String> texts) {
        users.put(name, SecretData.of(cluster, name, "Opaque", texts));
    }

    private String text(String secret, String key) {
        return SecretData.text(Optional.of(stored.get(secret)), key).orElseThrow();
    }
}
