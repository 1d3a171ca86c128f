package dev.shardwright.cluster.plan;

import static dev.shardwright.cluster.Fixtures.MASTERS;
import static dev.shardwright.cluster.Fixtures.NODES;
import static dev.shardwright.cluster.Fixtures.NOW;
import static dev.shardwright.cluster.Fixtures.OTHER_UUID;
import static dev.shardwright.cluster.Fixtures.UID;
import static dev.shardwright.cluster.Fixtures.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.BootstrapStatus.State;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.World;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.PrepareReport;
import dev.shardwright.cluster.observe.PrepareReport.Offer;
import dev.shardwright.cluster.plan.BootstrapDecision.Reason;
import dev.shardwright.cluster.plan.BootstrapView.Claim;
import dev.shardwright.elasticsearch.ClusterHealth.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 1, rule by rule. */
class BootstrapRuleTest {
    private static final PrepareReport EMPTY = new PrepareReport(true, Offer.NONE);
    private static final PrepareReport FULL = new PrepareReport(false, Offer.NONE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void decides(Case one) {
        BootstrapDecision decision = BootstrapRule.decide(one.view().build());
        assertThat(decision.rule()).isEqualTo(one.rule());
        assertThat(decision.reason()).isEqualTo(one.reason());
        assertThat(decision.state()).isEqualTo(one.state());
        assertThat(decision.offer()).isEqualTo(one.offer());
        assertThat(decision.problem().map(Problem::reason)).isEqualTo(Optional.ofNullable(one.problem()));
        assertThat(decision.message()).isNotBlank();
    }

    static Stream<Case> table() {
        return Stream.of(
                new Case(
                                "volumes of a deleted resource are still being deleted: neither adopted nor formed over",
                                new View()
                                        .going("data-es-master-0")
                                        .claim("es-data-0", UUID, false)
                                        .neverStarted(),
                                BootstrapRule.ClaimsGone)
                        .waiting(),
                new Case("nothing was ever here: the masters are asked", new View(), BootstrapRule.NothingFound)
                        .forming(),
                new Case("the offer is out", new View().offered(), BootstrapRule.OfferStands).forming(),
                new Case(
                                "the offer is out and the spec's masters changed: the frozen names stay",
                                new View().offered().wanted("es-master-0"),
                                BootstrapRule.OfferStands)
                        .forming(),
                new Case(
                                "the offer is out, nothing has started, the spec's masters changed: it follows the spec",
                                new View()
                                        .offered()
                                        .neverStarted()
                                        .recordedNames()
                                        .wanted("es-master-0"),
                                BootstrapRule.NothingFound)
                        .forming("es-master-0"),
                new Case(
                                "the offer's object was deleted: the same names again",
                                new View().started().recordedNames().wanted("es-other-0"),
                                BootstrapRule.OfferRepeated)
                        .forming(),
                new Case(
                                "it has formed, nothing is recorded",
                                new View().offered().reports(UUID),
                                BootstrapRule.JustFormed)
                        .complete(Reason.Formed, MASTERS),
                new Case(
                                "it formed, the UUID is recorded, no claim is labelled: the offer stays",
                                new View().offered().recorded(UUID).masters(0, UUID),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Formed, MASTERS),
                new Case(
                                "one of three masters' claims is labelled: the offer stays",
                                new View().offered().recorded(UUID).masters(1, UUID),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Formed, MASTERS),
                new Case(
                                "two of three are, and the status knows: the offer goes",
                                new View().offered().recorded(UUID).masters(2, UUID),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Formed, List.of()),
                new Case(
                                "all claims are labelled, the status does not know yet: the offer stays",
                                new View().offered().masters(3, UUID),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Formed, MASTERS),
                new Case(
                                "#1573 #965 re-created over kept volumes: adopts, offers nothing",
                                new View().masters(3, UUID).claim("es-data-0", UUID, false),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Adopted, List.of()),
                new Case(
                                "re-created over the volumes of one of three masters: adopts, offers nothing",
                                new View().masters(1, UUID),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Adopted, List.of()),
                new Case(
                                "status lost, Elasticsearch answers: adopts",
                                new View().started().reports(UUID),
                                BootstrapRule.JustFormed)
                        .complete(Reason.Adopted, List.of()),
                new Case(
                                "the UUID is known and every claim is gone: never a second bootstrap",
                                new View().recorded(UUID).recordedNames(),
                                BootstrapRule.IdentityKnown)
                        .complete(Reason.Formed, List.of()),
                new Case(
                                "claims of two clusters",
                                new View().claim("es-master-0", UUID, true).claim("es-master-1", OTHER_UUID, true),
                                BootstrapRule.ClaimsOfOneCluster)
                        .stopped(Problem.Reason.ClaimsOfDifferentClusters, State.Pending),
                new Case(
                                "claims of two clusters under a formed one",
                                new View()
                                        .recorded(UUID)
                                        .claim("es-master-0", UUID, true)
                                        .claim("es-data-1", OTHER_UUID, false),
                                BootstrapRule.ClaimsOfOneCluster)
                        .stopped(Problem.Reason.ClaimsOfDifferentClusters, State.Complete),
                new Case(
                                "claims of another cluster than the recorded one",
                                new View().recorded(OTHER_UUID).masters(3, UUID),
                                BootstrapRule.ClaimsMatchRecord)
                        .stopped(Problem.Reason.ClaimsOfDifferentClusters, State.Complete),
                new Case(
                                "data's claims, and the masters' are gone",
                                new View().claim("es-data-0", UUID, false),
                                BootstrapRule.MastersClaimsPresent)
                        .stopped(Problem.Reason.MastersClaimsMissing, State.Complete),
                new Case(
                                "data's claims, and the masters' are new and empty",
                                new View().masters(0, UUID).claim("es-data-0", UUID, false),
                                BootstrapRule.MastersClaimsPresent)
                        .stopped(Problem.Reason.MastersClaimsMissing, State.Complete),
                new Case(
                                "Elasticsearch answers as another cluster than the recorded one",
                                new View().recorded(OTHER_UUID).reports(UUID),
                                BootstrapRule.IdentityUnchanged)
                        .stopped(Problem.Reason.ClusterIdentityChanged, State.Complete),
                new Case(
                                "Elasticsearch answers as another cluster than the volumes'",
                                new View().masters(3, OTHER_UUID).reports(UUID),
                                BootstrapRule.IdentityUnchanged)
                        .stopped(Problem.Reason.ClusterIdentityChanged, State.Complete),
                new Case("kept claims of unknown content", new View().masters(0, UUID), BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case("StatefulSets, and nothing else", new View().started(), BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "two of three masters have told, both empty",
                                new View().masters(0, UUID).told(EMPTY, "es-master-0", "es-master-1"),
                                BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "all masters are empty, a data node has not told",
                                new View()
                                        .masters(0, UUID)
                                        .claim("es-data-0", null, false)
                                        .told(EMPTY, MASTERS.toArray(String[]::new)),
                                BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "all have told, all empty: the masters are asked",
                                new View().masters(0, UUID).told(EMPTY, MASTERS.toArray(String[]::new)),
                                BootstrapRule.VolumesInspected)
                        .forming(),
                new Case(
                                "one master holds state: waits for it",
                                new View()
                                        .masters(0, UUID)
                                        .told(EMPTY, "es-master-0", "es-master-1")
                                        .told(FULL, "es-master-2"),
                                BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "a master took an earlier offer on an empty volume: that counts as state",
                                new View()
                                        .masters(0, UUID)
                                        .told(EMPTY, "es-master-0", "es-master-1")
                                        .told(new PrepareReport(true, Offer.TAKEN), "es-master-2"),
                                BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "a master that the spec no longer asks for holds state: waits for it",
                                new View()
                                        .masters(0, UUID)
                                        .claim("es-older-0", null, true)
                                        .told(EMPTY, MASTERS.toArray(String[]::new))
                                        .told(FULL, "es-older-0"),
                                BootstrapRule.VolumesInspected)
                        .inspecting(),
                new Case(
                                "data holds state, all masters are empty",
                                new View()
                                        .masters(0, UUID)
                                        .claim("es-data-0", null, false)
                                        .told(EMPTY, MASTERS.toArray(String[]::new))
                                        .told(FULL, "es-data-0"),
                                BootstrapRule.VolumesInspected)
                        .stopped(Problem.Reason.DataWithoutMasters, State.Pending));
    }

    @Test
    void everyRuleStandsInTheTable() {
        assertThat(table().map(Case::rule)).contains(BootstrapRule.values());
    }

    @Test
    void whatStopsNamesTheClaimsAndTheClusters() {
        BootstrapDecision decision = BootstrapRule.decide(new View()
                .claim("es-master-0", UUID, true)
                .claim("es-data-1", OTHER_UUID, false)
                .build());
        assertThat(decision.message()).contains(UUID + " (data-es-master-0)", OTHER_UUID + " (data-es-data-1)");
    }

    /** #1486: "initialized" was read from something else than the cluster's own word. */
    @ParameterizedTest
    @EnumSource(dev.shardwright.elasticsearch.Problem.class)
    void failedPollOfEachKindNeverMeansFormed(dev.shardwright.elasticsearch.Problem problem) {
        neverMeansFormed(Fixtures.trouble(problem));
    }

    @Test
    void neverAskedNeverMeansFormed() {
        neverMeansFormed(ElasticsearchFacts.NONE);
    }

    @Test
    void oldFactsNeverMeanFormed() {
        neverMeansFormed(Fixtures.facts(
                Fixtures.known(NOW.minus(BootstrapView.FRESH).minusMillis(1), "es", UUID, true, NODES, Status.GREEN)));
    }

    @Test
    void uuidThatIsNotCommittedNeverMeansFormed() {
        neverMeansFormed(Fixtures.facts(Fixtures.known(NOW, "es", UUID, false, NODES, Status.GREEN)));
    }

    @Test
    void noUuidNeverMeansFormed() {
        neverMeansFormed(Fixtures.facts(Fixtures.known(NOW, "es", null, true, NODES, Status.GREEN)));
    }

    @Test
    void clusterOfAnotherNameNeverMeansFormed() {
        neverMeansFormed(Fixtures.facts(Fixtures.known(NOW, "another", UUID, true, NODES, Status.GREEN)));
    }

    @Test
    void freshCommittedFactsMeanFormed() {
        ElasticCluster cluster = Fixtures.cluster();
        BootstrapDecision decision =
                decide(cluster, new World(cluster).statefulSets().offer(MASTERS).facts(Fixtures.green(NODES)));
        assertThat(decision.rule()).isEqualTo(BootstrapRule.JustFormed);
        assertThat(decision.uuid()).contains(UUID);
    }

    /** With the offer out it goes on; without one, nothing is offered to pods of unknown content. */
    private static void neverMeansFormed(ElasticsearchFacts facts) {
        ElasticCluster forming = Fixtures.cluster();
        BootstrapDecision offered = decide(
                forming,
                new World(forming)
                        .statefulSets()
                        .claims(Optional.empty())
                        .offer(MASTERS)
                        .facts(facts));
        assertThat(offered.state()).isEqualTo(State.Forming);
        assertThat(offered.uuid()).isEmpty();
        assertThat(offered.offer()).isEqualTo(MASTERS);

        ElasticCluster unknown = Fixtures.cluster();
        BootstrapDecision inspected = decide(
                unknown,
                new World(unknown).statefulSets().claims(Optional.empty()).facts(facts));
        assertThat(inspected.state()).isEqualTo(State.Pending);
        assertThat(inspected.uuid()).isEmpty();
        assertThat(inspected.offer()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(dev.shardwright.elasticsearch.Problem.class)
    void failedPollNeverTurnsAFormedClusterBack(dev.shardwright.elasticsearch.Problem problem) {
        ElasticCluster cluster = Fixtures.formed(Fixtures.cluster());
        BootstrapDecision decision = decide(cluster, World.settled(cluster).facts(Fixtures.trouble(problem)));
        assertThat(decision.state()).isEqualTo(State.Complete);
        assertThat(decision.offer()).isEmpty();
    }

    @Test
    void viewTellsMastersByLabelAndBySpec() {
        ElasticCluster cluster = Fixtures.cluster();
        BootstrapView view = BootstrapView.of(
                cluster,
                new World(cluster)
                        .claim("master", 0, Optional.of(OTHER_UUID), false, "someone")
                        .claim("older", 0, Optional.empty(), true, "someone")
                        .claim("data", 0, Optional.empty())
                        .see(),
                NOW);
        assertThat(view.claims())
                .containsExactly(
                        new Claim("es-master-0", Optional.of(OTHER_UUID), "someone", true),
                        new Claim("es-older-0", Optional.empty(), "someone", true),
                        new Claim("es-data-0", Optional.empty(), UID, false));
        assertThat(view.wantedMasters()).isEqualTo(MASTERS);
    }

    @Test
    void votingOnlyNodesAreNoFirstMasters() {
        ElasticCluster cluster = Fixtures.cluster("""
                version: 8.19.21
                nodePools:
                - {name: all, replicas: 2, roles: [master, data], storage: {size: 1Gi}}
                - {name: tie, replicas: 1, roles: [master, voting_only], storage: {size: 1Gi}}
                """);
        assertThat(decide(cluster, new World(cluster)).offer()).containsExactly("es-all-0", "es-all-1");
    }

    @Test
    void reportsOfFailedPrepareContainersDoNotCount() {
        ElasticCluster cluster = Fixtures.cluster();
        World world = new World(cluster).statefulSets();
        for (int i = 0; i < 3; i++) {
            world.pod(Pods.of(cluster, "master", i)
                    .prepared(1, "{\"data\":\"empty\",\"offer\":\"none\"}")
                    .build());
        }
        assertThat(decide(cluster, world).reason()).isEqualTo(Reason.InspectingVolumes);
    }

    /** Whatever there is in the world: an identity that is known anywhere forbids a bootstrap for ever. */
    @Test
    void noOfferIsEverMadeWhereAnIdentityIsKnown() {
        Random random = new Random(20260501);
        Map<BootstrapRule, Integer> decided = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            BootstrapView view = randomView(random);
            BootstrapDecision decision = BootstrapRule.decide(view);
            decided.merge(decision.rule(), 1, Integer::sum);
            boolean identity = view.recordedUuid().isPresent()
                    || !view.claimUuids().isEmpty()
                    || view.reportedUuid().isPresent();
            boolean offersAnew =
                    !decision.offer().isEmpty() && view.offeredNames().isEmpty();
            assertThat(identity && offersAnew).as("offer in view %s", view).isFalse();
            assertThat(decision.state() == State.Complete)
                    .as("complete only with an identity: %s", view)
                    .isEqualTo(decision.uuid().isPresent());
            assertThat(decision.uuid().isEmpty() || identity).isTrue();
            assertThat(decision.problem().isPresent() && !decision.offer().isEmpty())
                    .as("a problem and an offer: %s", view)
                    .isFalse();
            boolean started = view.startedBefore() || !view.claims().isEmpty();
            if (started && view.offeredNames().isPresent() && !decision.offer().isEmpty()) {
                assertThat(decision.offer())
                        .as("frozen: %s", view)
                        .isEqualTo(view.offeredNames().get());
            }
            assertThat(BootstrapRule.decide(view)).as("pure").isEqualTo(decision);
        }
        assertThat(decided.keySet()).as("the chance reaches every rule").contains(BootstrapRule.values());
    }

    private static BootstrapView randomView(Random random) {
        List<Claim> claims = new ArrayList<>();
        Map<String, PrepareReport> reports = new HashMap<>();
        for (String node : NODES) {
            if (random.nextInt(3) > 0) {
                claims.add(new Claim(node, randomUuid(random), UID, node.contains("master")));
            }
            if (random.nextInt(4) > 0) {
                reports.put(
                        node,
                        new PrepareReport(random.nextInt(5) > 0, random.nextInt(6) == 0 ? Offer.TAKEN : Offer.NONE));
            }
        }
        Known known =
                Fixtures.known(NOW, "es", randomUuid(random).orElse(null), random.nextBoolean(), NODES, Status.GREEN);
        return new BootstrapView(
                UID,
                randomUuid(random),
                random.nextInt(4) == 0 ? MASTERS : List.of(),
                MASTERS.subList(0, 1 + random.nextInt(3)),
                random.nextInt(3) == 0 ? List.of() : List.copyOf(claims),
                random.nextInt(8) == 0 ? List.of("data-es-master-0") : List.of(),
                random.nextInt(3) == 0 ? Optional.of(MASTERS) : Optional.empty(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? Optional.of(known) : Optional.empty(),
                Map.copyOf(reports));
    }

    private static Optional<String> randomUuid(Random random) {
        int chance = random.nextInt(12);
        return chance == 0 ? Optional.of(OTHER_UUID) : chance < 3 ? Optional.of(UUID) : Optional.empty();
    }

    private static BootstrapDecision decide(ElasticCluster cluster, World world) {
        return BootstrapRule.decide(BootstrapView.of(cluster, world.see(), NOW));
    }

    record Case(
            String name,
            View view,
            BootstrapRule rule,
            Reason reason,
            State state,
            List<String> offer,
            Problem.Reason problem) {
        Case(String name, View view, BootstrapRule rule) {
            this(name, view, rule, null, null, List.of(), null);
        }

        Case forming(String... names) {
            List<String> masters = names.length == 0 ? MASTERS : List.of(names);
            return new Case(name, view, rule, Reason.Forming, State.Forming, masters, null);
        }

        Case waiting() {
            return new Case(name, view, rule, Reason.WaitingForDeletion, State.Pending, List.of(), null);
        }

        Case inspecting() {
            return new Case(name, view, rule, Reason.InspectingVolumes, State.Pending, List.of(), null);
        }

        Case complete(Reason why, List<String> stillOffered) {
            return new Case(name, view, rule, why, State.Complete, stillOffered, null);
        }

        Case stopped(Problem.Reason why, State at) {
            return new Case(name, view, rule, Reason.Stopped, at, List.of(), why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A view that is changed step by step; it begins with nothing. */
    static final class View {
        private Optional<String> recordedUuid = Optional.empty();
        private List<String> recordedNames = List.of();
        private List<String> wanted = MASTERS;
        private final List<Claim> claims = new ArrayList<>();
        private final List<String> going = new ArrayList<>();
        private Optional<List<String>> offered = Optional.empty();
        private boolean started;
        private Optional<Known> known = Optional.empty();
        private final Map<String, PrepareReport> reports = new HashMap<>();

        View recorded(String uuid) {
            recordedUuid = Optional.of(uuid);
            return this;
        }

        View going(String claim) {
            going.add(claim);
            return this;
        }

        View recordedNames() {
            recordedNames = MASTERS;
            return this;
        }

        View wanted(String... masters) {
            wanted = List.of(masters);
            return this;
        }

        View claim(String node, String uuid, boolean master) {
            claims.add(new Claim(node, Optional.ofNullable(uuid), UID, master));
            return this;
        }

        /** Claims of all three masters, the first ones labelled. */
        View masters(int labelled, String uuid) {
            for (int i = 0; i < MASTERS.size(); i++) {
                claim(MASTERS.get(i), i < labelled ? uuid : null, true);
            }
            return this;
        }

        View offered() {
            offered = Optional.of(MASTERS);
            return started();
        }

        View started() {
            started = true;
            return this;
        }

        View neverStarted() {
            started = false;
            return this;
        }

        View reports(String uuid) {
            known = Optional.of(Fixtures.known(uuid, NODES, Status.GREEN));
            return this;
        }

        View told(PrepareReport report, String... nodes) {
            Stream.of(nodes).forEach(n -> reports.put(n, report));
            return this;
        }

        BootstrapView build() {
            return new BootstrapView(
                    UID, recordedUuid, recordedNames, wanted, claims, going, offered, started, known, reports);
        }
    }
}
