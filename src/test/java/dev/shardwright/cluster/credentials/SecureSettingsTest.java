package dev.shardwright.cluster.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureSettingsTest {
    private static final String NAME = Names.secureSettings("es");
    private static final String BOTH = "secureSettings: [{secretName: a}, {secretName: b}]";

    private final Store store = new Store();

    @Test
    void withoutAnyThereIsNoSecretAndNoGeneration() {
        assertThat(store.pass().secureSettingsGeneration()).isEmpty();
        assertThat(store.own).doesNotContainKey(NAME);
    }

    @Test
    void allSecretsBecomeOne() {
        both();
        assertThat(store.pass().secureSettingsGeneration()).hasValue(1);
        assertThat(store.own.get(NAME).getData()).containsOnlyKeys("s3.client.default.access_key", "x.y", "x.Z-1_2");
        assertThat(store.text(NAME, "x.y")).contains("two");
        for (int i = 0; i < 3; i++) {
            Map<String, Secret> before = new TreeMap<>(store.own);
            assertThat(store.pass().secureSettingsGeneration()).hasValue(1);
            assertThat(store.own).isEqualTo(before);
        }
    }

    @Test
    void valuesThatAreNoTextStayWhatTheyAre() {
        both();
        String bytes = Base64.getEncoder().encodeToString(new byte[] {0, -1, -128, 10});
        store.users.put(
                "a",
                new SecretBuilder(store.users.get("a"))
                        .addToData("k.p12", bytes)
                        .build());
        store.pass();
        assertThat(store.own.get(NAME).getData()).containsEntry("k.p12", bytes);
    }

    @Test
    void eachChangeOfTheContentIsOneGeneration() {
        both();
        store.pass();
        store.user("b", Map.of("x.y", "changed", "x.Z-1_2", "three"));
        generationIs(2);
        store.user("b", Map.of("x.y", "changed"));
        generationIs(3);
        store.specify("secureSettings: [{secretName: a}]");
        generationIs(4);
        store.specify("");
        generationIs(5);
        assertThat(store.own.get(NAME).getData()).isEmpty();
        generationIs(5);
        both();
        generationIs(6);
    }

    @Test
    void otherNamesAndAnotherOrderOfTheSecretsAreNoChange() {
        both();
        store.pass();
        store.specify("secureSettings: [{secretName: b}, {secretName: a}]");
        generationIs(1);
        store.users.put("c", store.users.get("a"));
        store.specify("secureSettings: [{secretName: c}, {secretName: b}]");
        generationIs(1);
    }

    @Test
    void killBetweenMakingAndWritingLosesNoGeneration() {
        both();
        store.pass();
        store.user("b", Map.of("x.y", "changed"));
        assertThat(store.keep().secureSettingsGeneration()).hasValue(2);
        assertThat(store.keep().secureSettingsGeneration())
                .as("nothing was written")
                .hasValue(2);
        generationIs(2);
    }

    @Test
    void whatSomebodyChangedInTheMergedOneIsPutRightUnderANewGeneration() {
        both();
        store.pass();
        store.own.put(
                NAME, new SecretBuilder(store.own.get(NAME)).withData(Map.of()).build());
        generationIs(2);
        assertThat(store.text(NAME, "x.y")).contains("two");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"keystore.seed", ".a.b", "a..b", "a.b.", "a b", "ä.b"})
    void keyThatCannotBeASettingIsNamed(String key) {
        both();
        store.pass();
        Secret before = store.own.get(NAME);
        store.user("b", Map.of(key, "secret-value", "x.y", "changed"));
        Credentials now = store.pass();
        assertThat(now.flaws()).singleElement().satisfies(f -> {
            assertThat(f.reason()).isEqualTo(Flaw.Reason.InvalidSpec);
            assertThat(f.message())
                    .startsWith("spec.secureSettings: ")
                    .contains(key, "Secret b")
                    .doesNotContain("secret-value");
        });
        assertThat(store.own.get(NAME)).isEqualTo(before);
        assertThat(now.secureSettingsGeneration()).hasValue(1);
    }

    @Test
    void keyInTwoSecretsIsNamed() {
        both();
        store.user("b", Map.of("s3.client.default.access_key", "other"));
        Credentials now = store.keep();
        assertThat(now.flaws()).singleElement().satisfies(f -> assertThat(f.message())
                .contains("s3.client.default.access_key", "Secret a", "Secret b")
                .doesNotContain("other"));
        assertThat(now.secureSettingsGeneration()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"gone, there is no Secret b", "empty, Secret b is empty"})
    void missingSecretStopsTheFirstUseAndLaterOnlyWarns(String how, String words) {
        both();
        Secret good = store.users.get("b");
        lose(how);
        assertThat(store.keep().flaws()).singleElement().satisfies(f -> {
            assertThat(f.reason()).isEqualTo(Flaw.Reason.SecretMissing);
            assertThat(f.message()).startsWith("spec.secureSettings: ").contains(words);
        });
        store.users.put("b", good);
        store.pass();
        Secret merged = store.own.get(NAME);
        lose(how);
        store.user("a", Map.of("s3.client.default.access_key", "changed"));
        Credentials now = store.pass();
        assertThat(now.flaws()).isEmpty();
        assertThat(now.warnings()).singleElement().satisfies(w -> {
            assertThat(w.reason()).isEqualTo(Warning.Reason.SecureSettingsMissing);
            assertThat(w.message()).contains(words, "nodes keep the entries");
        });
        assertThat(store.own.get(NAME)).isEqualTo(merged);
        assertThat(now.secureSettingsGeneration()).isEqualTo(OptionalInt.of(1));
    }

    @ParameterizedTest
    @CsvSource({"x", "-1", "0", "99999999999"})
    void damagedNumberBeginsAnew(String number) {
        both();
        store.pass();
        store.own.put(
                NAME,
                new SecretBuilder(store.own.get(NAME))
                        .editMetadata()
                        .withAnnotations(Map.of(Labels.GENERATION, number))
                        .endMetadata()
                        .build());
        generationIs(1);
        generationIs(1);
    }

    @Test
    void annotationsGiveNothingAway() {
        both();
        store.pass();
        assertThat(store.own.get(NAME).getMetadata().getAnnotations()).isEqualTo(Map.of(Labels.GENERATION, "1"));
        SecureSettings merged = SecureSettings.merge(
                store.cluster,
                Optional.empty(),
                n -> Optional.ofNullable(store.users.get(n)),
                Map.of(),
                false,
                store.now);
        assertThat(merged.toString()).isEqualTo("SecureSettings[generation=OptionalInt[1]]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "s3.client.default.access_key,          true",
        "s3.client.other.secret_key,            true",
        "s3.client.default.session_token,       true",
        "azure.client.default.sas_token,        true",
        "azure.client.default.key,              true",
        "gcs.client.default.credentials_file,   true",
        "s3.client.default.endpoint,            false",
        "s3.client.a.b.access_key,              false",
        "s3.client.access_key,                  false",
        "xs3.client.default.access_key,         false",
        "s3.client.default.access_keys,         false",
        "xpack.notification.email.x.secure_password, false",
        "cluster.remote.archive.credentials,    true",
        "cluster.remote.a.b.credentials,        false",
    })
    void runningNodesTakeUpKeysOfRepositoriesAndRemoteClustersOnly(String key, boolean taken) {
        store.reload = true;
        both();
        assertThat(store.pass().secureSettingsGeneration())
                .as("the first ones have to be mounted")
                .hasValue(1);
        for (Map<String, String> content : List.of(
                Map.of("x.y", "two", "x.Z-1_2", "three", key, "added"),
                Map.of("x.y", "two", "x.Z-1_2", "three", key, "changed"),
                Map.of("x.y", "two", "x.Z-1_2", "three"))) {
            store.user("a", Map.of());
            store.specify("secureSettings: [{secretName: b}]");
            store.user("b", Map.of("x.y", "two", "x.Z-1_2", "three"));
            store.pass();
            int before = store.pass().secureSettingsGeneration().getAsInt();
            store.user("b", content);
            store.pass();
            int after = store.keep().secureSettingsGeneration().getAsInt();
            if (taken || !content.containsKey(key)) {
                assertThat(after).isEqualTo(before);
            } else {
                assertThat(after).isGreaterThan(before);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"7.17.29, false", "8.12.2, false", "8.13.0, true"})
    void keysOfRemoteClustersAreTakenUpByNewVersions(String version, boolean taken) {
        store.reload = true;
        store.cluster = Fixtures.cluster(
                Fixtures.SPEC.replace("8.19.21", version) + "\n" + "secureSettings: [{secretName: a}]");
        store.user("a", Map.of("cluster.remote.archive.credentials", "one"));
        store.pass();
        store.user("a", Map.of("cluster.remote.archive.credentials", "two"));
        assertThat(store.pass().secureSettingsChange().isPresent()).isEqualTo(taken);
    }

    @Test
    void changeThatRunningNodesTakeUpIsTold() {
        changed("s3.client.default.access_key", "new");
        SecureSettingsChange change = new SecureSettingsChange(2, Fixtures.NOW);
        assertThat(store.own.get(NAME).getMetadata().getAnnotations())
                .isEqualTo(Map.of(
                        Labels.GENERATION, "2",
                        Labels.RESTART_GENERATION, "1",
                        Labels.CHANGED_AT, Fixtures.NOW.toString()));
        store.now = Fixtures.NOW.plusSeconds(100);
        store.reload = false;
        for (int i = 0; i < 3; i++) {
            Credentials now = store.pass();
            assertThat(now.secureSettingsGeneration()).hasValue(1);
            assertThat(now.secureSettingsChange())
                    .as("the same pass after pass")
                    .contains(change);
        }
        assertThat(change.mark()).isNotEqualTo(new SecureSettingsChange(2, Fixtures.NOW.plusSeconds(1)).mark());
    }

    @Test
    void changeThatNeedsARestartCarriesTheOthers() {
        changed("s3.client.default.access_key", "new");
        store.user("b", Map.of("x.y", "changed", "x.Z-1_2", "three"));
        store.user("a", Map.of("s3.client.default.access_key", "newer"));
        Credentials now = store.pass();
        assertThat(now.secureSettingsGeneration()).hasValue(3);
        assertThat(now.secureSettingsChange()).isEmpty();
    }

    @Test
    void withoutLeaveEveryChangeIsForARestart() {
        both();
        store.pass();
        store.user("a", Map.of("s3.client.default.access_key", "new"));
        Credentials now = store.pass();
        assertThat(now.secureSettingsGeneration()).hasValue(2);
        assertThat(now.secureSettingsChange()).isEmpty();
    }

    /** An unknown is no proof: pods are made anew, and have it all. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "restart-generation, x",
        "restart-generation, 2",
        "restart-generation, 3",
        "restart-generation, 0",
        "changed-at,         yesterday"
    })
    void damagedRecordOfAChangeMakesPodsAnew(String key, String value) {
        changed("s3.client.default.access_key", "new");
        store.own.put(
                NAME,
                new SecretBuilder(store.own.get(NAME))
                        .editMetadata()
                        .addToAnnotations(Names.GROUP + "/" + key, value)
                        .endMetadata()
                        .build());
        Credentials now = store.pass();
        assertThat(now.secureSettingsGeneration()).hasValue(2);
        assertThat(now.secureSettingsChange()).isEmpty();
    }

    private void changed(String key, String value) {
        store.reload = true;
        both();
        store.pass();
        store.user("a", Map.of(key, value));
        assertThat(store.pass().secureSettingsChange()).isPresent();
    }

    private void both() {
        store.specify(BOTH);
        store.user("a", Map.of("s3.client.default.access_key", "one"));
        store.user("b", Map.of("x.y", "two", "x.Z-1_2", "three"));
    }

    private void lose(String how) {
        store.users.remove("b");
        if (how.equals("empty")) {
            store.user("b", Map.of());
        }
    }

    private void generationIs(int expected) {
        List<Flaw> flaws = store.keep().flaws();
        assertThat(flaws).isEmpty();
        assertThat(store.pass().secureSettingsGeneration()).hasValue(expected);
        assertThat(store.own.get(NAME).getMetadata().getAnnotations())
                .containsEntry(Labels.GENERATION, String.valueOf(expected));
    }
}
