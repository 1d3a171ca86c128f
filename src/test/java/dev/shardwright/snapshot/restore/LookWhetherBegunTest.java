package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Never a second restore, and never a lie. */
class LookWhetherBegunTest {
    private final FakeCluster cluster = new FakeCluster(1);

    private Begun look(Map<String, Identity> inTheWay) {
        Reply<Verdict<Begun>> reply = new LookWhetherBegun(
                        "r",
                        "s",
                        Set.of("a", "b"),
                        inTheWay,
                        Set.of("index.number_of_replicas", "index.refresh_interval"))
                .run(cluster);
        return ((Verdict.Granted<Begun>) reply.asOptional().orElseThrow()).value();
    }

    private FakeIndex index(String name, String history) {
        FakeIndex index = new FakeIndex(name, name + "1", 2, Map.of("index.number_of_replicas", "1"));
        if (history != null) {
            index.settings.put(FakeIndex.HISTORY, history);
        }
        cluster.indices.put(name, index);
        return index;
    }

    private FakeIndex restored(String name, String repository, String snapshot) {
        FakeIndex index = index(name, "new");
        index.source = Optional.of(new ShardRecovery.Source(repository, snapshot, name));
        index.remembered = true;
        return index;
    }

    @Test
    void nothingIsThere() {
        index("other", null);
        assertThat(look(Map.of())).isEqualTo(new Begun.NotYet(Map.of()));
    }

    @Test
    void whatIsInTheWayIsToBeClosed() {
        index("a", null);
        index("b", "h").open = false;
        Map<String, Identity> known = Map.of("a", new Identity("a1", null), "b", new Identity("b1", "h"));
        assertThat(look(known)).isEqualTo(new Begun.NotYet(Map.of("a", new Identity("a1", null))));
    }

    @Test
    void ourIndicesAreKnownByWhereTheyCameFrom() {
        restored("a", "r", "s").settings.remove(FakeIndex.HISTORY);
        assertThat(look(Map.of())).isInstanceOfSatisfying(Begun.Ours.class, ours -> assertThat(ours.made())
                .containsExactly(Map.entry("a", new Made(new Identity("a1", null), Scenes.originals()))));
    }

    @Test
    void ourIndicesAreKnownBeforeAShardOfThemHasBegun() {
        restored("a", "r", "s").shards.replaceAll(s -> FakeIndex.Shard.WAITING);
        assertThat(look(Map.of())).isInstanceOf(Begun.Ours.class);
    }

    @Test
    void overwrittenOnesAreOurs() {
        restored("a", "r", "s");
        assertThat(look(Map.of("a", new Identity("a1", "old")))).isInstanceOf(Begun.Ours.class);
        assertThat(look(Map.of("a", new Identity("a1", null)))).isInstanceOf(Begun.Ours.class);
    }

    @Test
    void oneThatWasRestoredFromTheSameSnapshotLongBeforeIsNotTakenForOurs() {
        restored("a", "r", "s");
        Identity known = new Identity("a1", "new");
        assertThat(look(Map.of("a", known))).isEqualTo(new Begun.NotYet(Map.of("a", known)));
    }

    @Test
    void afterARestartOfTheNodesNobodyKnowsAndNothingIsDone() {
        restored("a", "r", "s").remembered = false;
        assertThat(look(Map.of())).isEqualTo(new Begun.Unclear("a"));
        assertThat(look(Map.of("a", new Identity("a1", "old")))).isEqualTo(new Begun.Unclear("a"));
    }

    @Test
    void whatElseIsThereIsOfOthers() {
        index("a", null);
        assertThat(look(Map.of("a", new Identity("before", null)))).isEqualTo(new Begun.Others("a"));
        cluster.indices.get("a").open = false;
        assertThat(look(Map.of("a", new Identity("before", null)))).isEqualTo(new Begun.Others("a"));
    }

    /** A new index whose nodes have restarted since looks the same, whoever made it. */
    @Test
    void newIndexThatDoesNotTellWhereItCameFromIsLeftAlone() {
        index("a", null);
        assertThat(look(Map.of())).isEqualTo(new Begun.Unclear("a"));
    }

    @Test
    void restoredFromElsewhereIsNotOurs() {
        restored("a", "r", "other");
        assertThat(look(Map.of())).isEqualTo(new Begun.Unclear("a"));
        restored("a", "other", "s");
        assertThat(look(Map.of())).isEqualTo(new Begun.Unclear("a"));
    }
}
