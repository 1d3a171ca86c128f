package dev.shardwright.cluster.credentials;

import static dev.shardwright.cluster.Fixtures.NODES;
import static dev.shardwright.cluster.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.security.CertificateChecks;
import dev.shardwright.security.CertificateInfo;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 9, step by step: a new authority is trusted everywhere before it signs, an old one until nothing is its own. */
class RotationTest {
    private final Store store = new Store();

    @BeforeEach
    void running() {
        store.pass();
        everyNodeReads();
    }

    @Test
    void oneStepAfterTheOther() {
        String before = store.text("es-ca", "transport.crt").orElseThrow();
        String leaf = store.text("es-transport-certs", "tls.crt").orElseThrow();
        store.specify("certificates: {rotationTrigger: a}");

        assertThat(store.pass().rotating()).isTrue();
        String next = store.text("es-ca", "next-transport.crt").orElseThrow();
        assertThat(store.text("es-transport-certs", "ca.crt")).contains(before + next);
        assertThat(store.text("es-transport-certs", "tls.crt")).contains(leaf);
        stays();

        everyNodeReads();
        store.pass();
        assertThat(store.text("es-ca", "transport.crt")).contains(next);
        assertThat(store.text("es-transport-certs", "ca.crt")).contains(next + before);
        assertThat(store.text("es-transport-certs", "tls.crt")).isNotEqualTo(Optional.of(leaf));
        assertThat(store.own.get("es-ca").getData())
                .containsOnlyKeys(
                        "transport.crt",
                        "transport.key",
                        "http.crt",
                        "http.key",
                        "previous-transport.crt",
                        "previous-http.crt");
        stays();

        everyNodeReads();
        assertThat(store.pass().rotating()).isFalse();
        assertThat(store.text("es-transport-certs", "ca.crt")).contains(next);
        assertThat(store.own.get("es-ca").getData())
                .containsOnlyKeys("transport.crt", "transport.key", "http.crt", "http.key");
        everyNodeReads();
        stays();
    }

    /** Clients of the HTTP port and the operator itself trust both while nodes change over. */
    @Test
    void httpAuthorityOverlapsToo() {
        String before = store.text("es-ca", "http.crt").orElseThrow();
        store.specify("certificates: {rotationTrigger: a}");
        Credentials spreading = store.pass();
        String next = store.text("es-ca", "next-http.crt").orElseThrow();
        assertThat(store.text("es-http-certs", "ca.crt")).contains(before + next);
        assertThat(spreading.trustedCertificates()).containsExactly(before + next);
        everyNodeReads();
        assertThat(store.pass().trustedCertificates()).containsExactly(next + before);
        everyNodeReads();
        assertThat(store.pass().trustedCertificates()).containsExactly(next);
    }

    /** An operator that ends between any two writes of any pass, or whose one write fails, goes on correctly. */
    @ParameterizedTest(name = "step {0} cut after {1} writes")
    @CsvSource({"1,0", "1,1", "1,2", "1,3", "2,0", "2,1", "2,2", "2,3", "3,0", "3,1", "3,2", "3,3"})
    void everyCutIsSafe(int step, int writes) {
        store.specify("certificates: {rotationTrigger: a}");
        for (int i = 1; i <= 3; i++) {
            if (i == step) {
                store.write(store.keep().secrets().subList(0, writes));
                // Some nodes read what stands there now, others don't; then the operator comes back.
                everyPairTrustsEachOther();
                reads(NODES.get(0));
                everyPairTrustsEachOther();
                store.pass();
                reads(NODES.get(1));
                everyPairTrustsEachOther();
            } else {
                store.pass();
            }
            everyNodeReads();
        }
        finishes();
    }

    /** Writes that fail alone: what comes later is written all the same. */
    @ParameterizedTest(name = "step {0} without write {1}")
    @CsvSource({"1,0", "1,1", "1,2", "2,0", "2,1", "2,2", "3,0", "3,1", "3,2"})
    void everyWriteMayFail(int step, int failing) {
        store.specify("certificates: {rotationTrigger: a}");
        for (int i = 1; i <= 3; i++) {
            List<Secret> secrets = store.keep().secrets();
            for (int s = 0; s < secrets.size(); s++) {
                if (i != step || s != failing) {
                    store.write(List.of(secrets.get(s)));
                }
            }
            reads(NODES.get(i));
            everyPairTrustsEachOther();
            store.pass();
            reads(NODES.get(0));
            everyPairTrustsEachOther();
            everyNodeReads();
        }
        finishes();
    }

    /** Nodes read when they like, the operator's passes end anywhere, and what it knows is old or nothing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void nodesTrustEachOtherAtEveryMoment(int seed) {
        Random random = new Random(seed);
        store.specify("certificates: {rotationTrigger: a}");
        for (int i = 0; i < 60; i++) {
            switch (random.nextInt(4)) {
                case 0 -> reads(NODES.get(random.nextInt(NODES.size())));
                case 1 -> store.loaded = Optional.empty();
                case 2 -> told();
                default -> {
                    List<Secret> secrets = store.keep().secrets();
                    store.write(secrets.subList(0, random.nextInt(secrets.size() + 1)));
                }
            }
            everyPairTrustsEachOther();
        }
        finishes();
    }

    @Test
    void aNodeWithoutProofHoldsEverythingBack() {
        store.specify("certificates: {rotationTrigger: a}");
        store.pass();
        everyNodeReads();
        Map<String, Set<String>> without = new HashMap<>(store.loaded.orElseThrow());
        without.put("es-data-1", Set.of());
        store.loaded = Optional.of(without);
        assertThat(rotation(store.pass()))
                .contains("it waits for es-data-1 to trust it", "since " + NOW)
                .doesNotContain("es-data-0");
        assertThat(phase()).isEqualTo(Authorities.Phase.Spreading);
        everyNodeReads();
        store.pass();
        everyNodeReads();
        without = new HashMap<>(store.loaded.orElseThrow());
        without.put(
                "es-master-2",
                Set.of(serial(store.text("es-ca", "transport.crt").orElseThrow())));
        store.loaded = Optional.of(without);
        assertThat(rotation(store.pass())).contains("it waits for es-master-2 to use the new certificates");
        assertThat(phase()).isEqualTo(Authorities.Phase.Switched);
    }

    @Test
    void unknownHoldsEverythingBackHoweverLong() {
        store.specify("certificates: {rotationTrigger: a}");
        store.loaded = Optional.empty();
        store.pass();
        store.now = NOW.plus(Duration.ofDays(100));
        assertThat(rotation(store.pass())).contains("it waits for every node");
        assertThat(phase()).isEqualTo(Authorities.Phase.Spreading);
    }

    /** A hibernated cluster: its nodes read the Secrets when they start. */
    @Test
    void withoutAnyNodeNothingHasToBeWaitedFor() {
        store.specify("certificates: {rotationTrigger: a}");
        store.loaded = Optional.of(Map.of());
        store.pass();
        store.pass();
        assertThat(phase()).isEqualTo(Authorities.Phase.Switched);
        store.pass();
        assertThat(phase()).isEqualTo(Authorities.Phase.Stable);
    }

    @Test
    void nodesThatDoNotPresentANewHttpCertificateYetHoldTheOldAuthority() {
        store.specify("certificates: {rotationTrigger: a}");
        store.pass();
        everyNodeReads();
        store.pass();
        Set<String> transportOnly =
                Set.of(serial(store.text("es-transport-certs", "tls.crt").orElseThrow()));
        store.loaded = Optional.of(Map.of("es-data-0", transportOnly));
        store.pass();
        assertThat(phase()).isEqualTo(Authorities.Phase.Switched);
        store.specify("certificates: {rotationTrigger: a}\nhttp: {tls: {disabled: true}}");
        store.pass();
        assertThat(phase()).as("no HTTP certificate, nothing to wait for").isEqualTo(Authorities.Phase.Stable);
    }

    @Test
    void secondTriggerWaitsForTheFirstToEnd() {
        store.specify("certificates: {rotationTrigger: a}");
        store.pass();
        String first = store.text("es-ca", "next-transport.crt").orElseThrow();
        store.specify("certificates: {rotationTrigger: b}");
        store.pass();
        assertThat(store.text("es-ca", "next-transport.crt")).contains(first);
        everyNodeReads();
        store.pass();
        everyNodeReads();
        store.pass();
        assertThat(phase()).isEqualTo(Authorities.Phase.Stable);
        assertThat(store.text("es-ca", "transport.crt")).contains(first);
        store.pass();
        assertThat(phase()).isEqualTo(Authorities.Phase.Spreading);
        assertThat(store.own.get("es-ca").getMetadata().getAnnotations()).containsEntry(Labels.ROTATION_TRIGGER, "b");
        everyNodeReads();
        finishes();
    }

    @Test
    void triggerOfANewClusterAndOneThatIsTakenAwayReplaceNothing() {
        Store fresh = new Store();
        fresh.specify("certificates: {rotationTrigger: a}");
        fresh.pass();
        assertThat(fresh.pass().rotating()).isFalse();
        fresh.specify("");
        assertThat(fresh.pass().rotating()).isFalse();
        fresh.specify("certificates: {rotationTrigger: a}");
        assertThat(fresh.pass().rotating()).isFalse();
        fresh.specify("certificates: {rotationTrigger: b}");
        assertThat(fresh.pass().rotating()).isTrue();
    }

    @Test
    void authorityIsReplacedInItsLastThird() {
        store.now = NOW.plus(Duration.ofDays(2400));
        assertThat(store.pass().rotating()).isFalse();
        store.now = NOW.plus(Duration.ofDays(2440));
        assertThat(store.pass().rotating()).isTrue();
        everyNodeReads();
        store.pass();
        everyNodeReads();
        assertThat(store.pass().rotating()).isFalse();
        assertThat(store.pass().rotating())
                .as("the new one has all its life before it")
                .isFalse();
    }

    /** A replacement that nobody could prove for years: nothing is torn apart, and it is said. */
    @Test
    void expiredAuthorityIsSaidAndReplacedByNobodyElse() {
        store.loaded = Optional.empty();
        store.now = NOW.plus(Duration.ofDays(3700));
        String leaf = store.text("es-transport-certs", "tls.crt").orElseThrow();
        assertThat(store.pass().warnings()).extracting(Warning::reason).contains(Warning.Reason.AuthorityExpired);
        assertThat(store.text("es-transport-certs", "tls.crt")).contains(leaf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"next-transport.key", "next-http.crt", "transport.key"})
    void authoritiesDamagedWhileSpreadingAreLeftAlone(String key) {
        store.specify("certificates: {rotationTrigger: a}");
        store.pass();
        everyNodeReads();
        Map<String, String> data = new HashMap<>(store.own.get("es-ca").getData());
        data.remove(key);
        store.own.put(
                "es-ca",
                new SecretBuilder(store.own.get("es-ca")).withData(data).build());
        Map<String, Secret> before = new TreeMap<>(store.own);
        assertThat(store.pass().warnings()).extracting(Warning::reason).contains(Warning.Reason.AuthorityLost);
        assertThat(store.own).isEqualTo(before);
    }

    @Test
    void statusTellsEndAndAuthorityOfEachCertificate() {
        assertThat(store.pass().certificates())
                .extracting(CertificateStatus::name)
                .containsExactly("transport", "transport-ca", "http", "http-ca");
        assertThat(store.pass().certificates().getFirst())
                .isEqualTo(new CertificateStatus(
                        "transport", NOW.plus(Duration.ofDays(365)).toString(), null));
    }

    /** What each node has read: certificate and trusted authorities of the transport port, and serials of all. */
    private record Read(String leaf, String trust, Set<String> serials) {}

    private final Map<String, Read> nodes = new LinkedHashMap<>();

    private void everyNodeReads() {
        NODES.forEach(this::reads);
        told();
        everyPairTrustsEachOther();
    }

    private void reads(String node) {
        String leaf = store.text("es-transport-certs", "tls.crt").orElseThrow();
        String trust = store.text("es-transport-certs", "ca.crt").orElseThrow();
        String all = leaf + trust + store.text("es-http-certs", "tls.crt").orElse("");
        nodes.put(
                node,
                new Read(
                        leaf,
                        trust,
                        pems(all).stream().map(RotationTest::serial).collect(Collectors.toSet())));
    }

    private void told() {
        store.loaded = Optional.of(nodes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().serials())));
    }

    private void everyPairTrustsEachOther() {
        nodes.forEach((one, a) -> nodes.forEach((other, b) -> assertThat(pems(b.trust()))
                .as(other + " trusts " + one)
                .anyMatch(ca -> SignedBy.signed(ca, a.leaf()))));
    }

    private void stays() {
        Map<String, Secret> before = new TreeMap<>(store.own);
        store.pass();
        assertThat(store.own).isEqualTo(before);
    }

    private void finishes() {
        for (int i = 0; i < 4; i++) {
            store.pass();
            everyNodeReads();
        }
        assertThat(phase()).isEqualTo(Authorities.Phase.Stable);
        assertThat(store.text("es-transport-certs", "ca.crt")).isEqualTo(store.text("es-ca", "transport.crt"));
        assertThat(store.own.get("es-ca").getMetadata().getAnnotations()).containsKey(Labels.ROTATION_TRIGGER);
        stays();
    }

    private Authorities.Phase phase() {
        return AuthoritiesSecret.read(store.own.get("es-ca"), new CertificateChecks())
                .orElseThrow()
                .phase();
    }

    private static String rotation(Credentials credentials) {
        return credentials.certificates().stream()
                .filter(c -> c.name().equals("transport-ca"))
                .map(CertificateStatus::rotation)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> pems(String text) {
        return List.of(text.split("(?<=-----END CERTIFICATE-----\n)"));
    }

    private static String serial(String pem) {
        return CertificateInfo.parse(pem).orElseThrow().serial();
    }
}
