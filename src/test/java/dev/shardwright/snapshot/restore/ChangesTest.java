package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes touch what they mean, and nothing else of its name. */
class ChangesTest {
    private static final Reply<Verdict<Done>> DONE = Reply.answer(new Verdict.Granted<>(new Done()));
    private static final Identity MINE = new Identity("a1", null);
    private static final Identity OTHER = new Identity("a2", null);
    private static final NewRestore WHAT =
            new NewRestore(List.of("a"), Optional.empty(), true, false, List.of(), Map.of(), List.of());

    private final FakeCluster cluster = new FakeCluster(1);
    private final FakeIndex index = new FakeIndex("a", "a1", 1, Map.of("index.number_of_replicas", "1"));

    ChangesTest() {
        cluster.indices.put("a", index);
        cluster.stored.put("a", new FakeIndex("a", "s1", 1, Map.of()));
        cluster.made.add(MINE);
        cluster.replaceable.put("a", MINE);
    }

    private static ApplySettings wanting(Identity identity) {
        return new ApplySettings(
                Map.of("a", new Made(identity, Map.of("index.number_of_replicas", "0"))),
                Map.of(),
                ApplySettings.Care.SkipBlocked);
    }

    @Test
    void settingsAreSet() {
        assertThat(wanting(MINE).run(cluster)).isEqualTo(DONE);
        assertThat(index.settings).containsEntry("index.number_of_replicas", "0");
    }

    @Test
    void settingsOfAnotherIndexAreLeftAlone() {
        assertThat(wanting(OTHER).run(cluster)).isEqualTo(DONE);
        assertThat(cluster.changes).isZero();
    }

    @Test
    void whatIsSoAlreadyIsNotDoneAgain() {
        wanting(MINE).run(cluster);
        wanting(MINE).run(cluster);
        assertThat(cluster.changes).isEqualTo(1);
    }

    @Test
    void whatWasNotSetIsTakenAwayAgain() {
        index.settings.putAll(Map.of("index.number_of_replicas", "0", "index.refresh_interval", "-1"));
        new ApplySettings(Map.of("a", new Made(MINE, Scenes.originals())), Map.of(), ApplySettings.Care.All)
                .run(cluster);
        assertThat(index.settings).isEqualTo(Map.of("index.number_of_replicas", "1"));
    }

    @Test
    void anIndexWithABlockIsNotHurried() {
        index.settings.put("index.blocks.read_only", "true");
        assertThat(wanting(MINE).run(cluster)).isEqualTo(DONE);
        assertThat(cluster.changes).isZero();
    }

    @Test
    void anIndexThatIsGoneNeedsNothing() {
        cluster.indices.clear();
        assertThat(wanting(MINE).run(cluster)).isEqualTo(DONE);
    }

    @Test
    void aRecordIsUndoneInFull() {
        index.open = false;
        RestoreRecord record = Scenes.preparing(Map.of("a", MINE));
        record.undo().run(cluster);
        assertThat(index.open).isTrue();
    }

    @Test
    void anotherIndexIsNeitherOpenedNorClosed() {
        new CloseIndices(Map.of("a", OTHER)).run(cluster);
        assertThat(index.open).isTrue();
        index.open = false;
        Scenes.preparing(Map.of("a", OTHER)).undo().run(cluster);
        assertThat(index.open).isFalse();
        assertThat(cluster.changes).isZero();
    }

    @Test
    void whatIsInTheWayIsClosed() {
        assertThat(new CloseIndices(Map.of("a", MINE, "gone", MINE)).run(cluster))
                .isEqualTo(DONE);
        assertThat(index.open).isFalse();
    }

    @Test
    void aRestoreBeginsOnlyWhereNothingElseIs() {
        index.open = false;
        Reply<Verdict<Done>> reply = new Begin("r", "s", WHAT, Set.of("a"), Map.of("a", OTHER)).run(cluster);
        assertThat(((Verdict.Refused<Done>) reply.asOptional().orElseThrow())
                        .complaint()
                        .type())
                .isEqualTo(Begin.NOT_OURS);
        assertThat(cluster.restores).isZero();
        assertThat(new Begin("r", "s", WHAT, Set.of("a"), Map.of("a", MINE)).run(cluster))
                .isEqualTo(DONE);
        assertThat(cluster.restores).isEqualTo(1);
    }
}
