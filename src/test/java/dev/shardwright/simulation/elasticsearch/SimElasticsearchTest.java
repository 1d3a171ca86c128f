package dev.shardwright.simulation.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The simulated Elasticsearch behaves as the real one does where the operator relies on it. */
class SimElasticsearchTest {
    private static final List<String> MASTERS = List.of("m0", "m1", "m2");
    private static final long GIB = 1L << 30;

    private final Agenda agenda = new Agenda();
    private final SimElasticsearch cluster = new SimElasticsearch(agenda, new Chance(1), new Trace(agenda, false));
    private final Map<String, Volume> volumes = new LinkedHashMap<>();

    @Test
    void mastersFormOneClusterAndAllVote() {
        form("8.19.4", "d0");

        assertThat(cluster.identities()).hasSize(1);
        assertThat(cluster.votes().config()).hasSize(3);
        assertThat(cluster.liveMembers()).hasSize(4);
    }

    @Test
    void anExcludedMasterLosesItsVoteEvenIfItLeads() {
        form("8.19.4", "d0");
        EsNode leader = cluster.master().orElseThrow();

        cluster.votes().exclude(leader.name(), cluster.members());
        cluster.touched();
        pass(10_000);

        assertThat(cluster.votes().config()).hasSize(1).doesNotContain(leader.id());
        assertThat(cluster.master()).isPresent().get().isNotEqualTo(leader);
    }

    @Test
    void ofTwoMastersOneVotes() {
        form("8.19.4", "d0");
        cluster.votes().exclude("m0", cluster.members());
        cluster.touched();
        pass(10_000);
        stop("m0");
        cluster.votes().clear();
        cluster.touched();
        pass(10_000);

        assertThat(cluster.votes().config()).hasSize(1);
    }

    @Test
    void withoutAMajorityNobodyLeadsAndWithOneAgainSomebodyDoes() {
        form("8.19.4", "d0");
        stop("m0", "m1");
        assertThat(cluster.master()).isEmpty();

        start("m1", "8.19.4");
        pass(10_000);

        assertThat(cluster.master()).isPresent();
        assertThat(cluster.identities()).hasSize(1);
    }

    @Test
    void aDrainedNodeGivesItsShardsAway() {
        form("8.19.4", "d0", "d1", "d2");
        index("i", 2, 1);

        cluster.routing().allocation().settings().put(ClusterSettings.DRAIN_KEY, "d1");
        cluster.touched();
        pass(60_000);

        assertThat(holders()).isNotEmpty().doesNotContain("d1");
        assertThat(volumes.get("d1").copies()).isEmpty();
        assertThat(cluster.routing().lacking()).isEmpty();
    }

    @Test
    void theDrainOfTheLastHomeNeverEnds() {
        form("8.19.4", "d0", "d1");
        index("i", 1, 1);

        cluster.routing().allocation().settings().put(ClusterSettings.DRAIN_KEY, "d1");
        cluster.touched();
        pass(120_000);

        assertThat(holders()).contains("d1");
    }

    @Test
    void aLostCopyIsWaitedForAndThenMadeElsewhere() {
        form("8.19.4", "d0", "d1", "d2");
        index("i", 1, 1);
        String lost = holders().getFirst();

        stop(lost);
        pass(20_000);
        assertThat(holders()).hasSize(1);

        pass(60_000);
        assertThat(holders()).hasSize(2).doesNotContain(lost);
    }

    @Test
    void aShardWithoutReplicasIsBackOnlyWithItsVolume() {
        form("8.19.4", "d0", "d1");
        index("i", 1, 0);
        String only = holders().getFirst();

        stop(only);
        pass(300_000);
        assertThat(holders()).isEmpty();

        start(only, "8.19.4");
        pass(10_000);
        assertThat(holders()).containsExactly(only);
    }

    @Test
    void aReplicaDoesNotGoToAnOlderNodeThanItsPrimary() {
        form("8.19.4", "d0");
        index("i", 1, 0);
        stop("d0");
        start("d0", "8.19.21");
        pass(10_000);
        start("old", "8.19.4");
        pass(10_000);
        index("j", 1, 1);

        Shard shard = cluster.routing().indices().getLast().shards().getFirst();
        boolean newerPrimary =
                shard.primary().flatMap(Copy::node).orElseThrow().name().equals("d0");
        assertThat(shard.active().count()).isEqualTo(newerPrimary ? 1 : 2);
    }

    @Test
    void everythingIsBackAfterAFullStop() {
        form("8.19.4", "d0", "d1");
        index("i", 2, 1);
        Stream.of("m0", "m1", "m2", "d0", "d1").forEach(this::stop);
        pass(600_000);
        Stream.of("d1", "m2", "d0", "m0", "m1").forEach(n -> start(n, "8.19.4"));
        pass(60_000);

        assertThat(cluster.identities()).hasSize(1);
        assertThat(cluster.routing().lacking()).isEmpty();
        assertThat(holders()).hasSize(4);
    }

    @Test
    void anOlderVersionDoesNotStartOnTheData() {
        form("8.19.21", "d0");

        assertThat(volumes.get("d0").refusal("8.19.4")).isPresent();
        assertThat(volumes.get("d0").refusal("9.0.0")).isEmpty();
    }

    private void form(String version, String... data) {
        MASTERS.forEach(m -> start(m, version));
        Stream.of(data).forEach(d -> start(d, version));
        pass(20_000);
    }

    private void start(String name, String version) {
        Volume volume = volumes.computeIfAbsent(name, n -> new Volume(n, volumes.size(), GIB));
        boolean master = MASTERS.contains(name);
        cluster.start(new EsNode(
                name,
                volume.startedBy(version),
                cluster.newProcess(),
                version,
                List.of(master ? "master" : "data"),
                volume,
                true,
                master ? MASTERS : List.of(),
                Optional.empty()));
    }

    private void stop(String... names) {
        for (String name : names) {
            cluster.stop(cluster.process(name).orElseThrow());
        }
        pass(5_000);
    }

    private void index(String name, int primaries, int replicas) {
        cluster.routing().create(new Index(name, primaries, replicas, false, 8_190_499, 1_000, Map.of()));
        pass(40_000);
    }

    /** Who holds the copies that can be read. */
    private List<String> holders() {
        List<String> holders = new ArrayList<>();
        cluster.routing().shards().forEach(s -> s.active()
                .forEach(c -> holders.add(c.node().orElseThrow().name())));
        return holders;
    }

    private void pass(long time) {
        long end = agenda.now() + time;
        while (agenda.next(end)) {
            assertThat(cluster.identities()).hasSizeLessThan(2);
        }
    }
}
