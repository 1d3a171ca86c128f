package dev.shardwright.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.ByteProgress;
import dev.shardwright.api.snapshot.ShardProgress;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.ShardCopy.State;
import dev.shardwright.elasticsearch.ShardRecovery;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyingTest {
    private static Copying of(IndexShards.Copy... copies) {
        return new Copying(List.of(new IndexShards("a", List.of(copies))), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // state, reason, allocation, done, given up, in trouble
        "STARTED,,, true, false, false",
        "RELOCATING,,, true, false, false",
        "INITIALIZING,,, false, false, false",
        "INITIALIZING, ALLOCATION_FAILED, deciders_no, false, false, false",
        "UNASSIGNED, NEW_INDEX_RESTORED, no_attempt, false, false, false",
        "UNASSIGNED, NEW_INDEX_RESTORED, throttled, false, false, false",
        "UNASSIGNED, EXISTING_INDEX_RESTORED, fetching_shard_data, false, false, false",
        "UNASSIGNED, NEW_INDEX_RESTORED, deciders_no, false, true, true",
        "UNASSIGNED, EXISTING_INDEX_RESTORED, deciders_no, false, true, true",
        "UNASSIGNED, ALLOCATION_FAILED, deciders_no, false, true, true",
        "UNASSIGNED, ALLOCATION_FAILED, no_attempt, false, false, true",
        "UNASSIGNED, NODE_LEFT, no_valid_shard_copy, false, false, true",
        "UNASSIGNED, NODE_LEFT, deciders_no, false, false, true",
        "UNASSIGNED, CLUSTER_RECOVERED, no_attempt, false, false, true",
    })
    void aPrimaryIsThereGivenUpOrInTrouble(
            State state, String reason, String allocation, boolean done, boolean givenUp, boolean inTrouble) {
        Copying copying = of(Scenes.copy(state, reason, allocation));
        assertThat(copying.isDone()).isEqualTo(done);
        assertThat(copying.failure().isPresent()).isEqualTo(givenUp);
        assertThat(copying.trouble().isPresent()).isEqualTo(inTrouble);
    }

    @Test
    void troubleNamesTheShardAndWhy() {
        assertThat(of(Scenes.copy(State.UNASSIGNED, "NODE_LEFT", "no_valid_shard_copy"))
                        .trouble())
                .contains("shard 0 of a has no node: NODE_LEFT (no_valid_shard_copy): details");
    }

    @Test
    void nothingIsGivenUpWhileAnotherShardIsOnItsWay() {
        assertThat(of(
                                Scenes.copy(State.UNASSIGNED, "NEW_INDEX_RESTORED", "deciders_no"),
                                Scenes.copy(State.INITIALIZING, null, null))
                        .failure())
                .isEmpty();
    }

    @Test
    void replicasDoNotCount() {
        IndexShards.Copy replica = new IndexShards.Copy(0, false, State.UNASSIGNED, Optional.empty(), Optional.empty());
        Copying copying = of(Scenes.copy(State.STARTED, null, null), replica);
        assertThat(copying.isDone()).isTrue();
        assertThat(copying.shardProgress()).isEqualTo(new ShardProgress(1, 1, 0));
    }

    @Test
    void bytesAreToldOnceEveryShardHasBegun() {
        ShardRecovery.Amount amount = new ShardRecovery.Amount(100, 20, 30);
        ShardRecovery recovery = new ShardRecovery(
                "a",
                0,
                true,
                "SNAPSHOT",
                "INDEX",
                Optional.empty(),
                amount,
                amount,
                Optional.empty(),
                Optional.empty());
        List<IndexShards> one = List.of(new IndexShards("a", List.of(Scenes.copy(State.INITIALIZING, null, null))));
        assertThat(new Copying(one, List.of(recovery)).byteProgress()).contains(new ByteProgress(100, 50));
        List<IndexShards> two = List.of(new IndexShards(
                "a",
                List.of(
                        Scenes.copy(State.INITIALIZING, null, null),
                        Scenes.copy(State.UNASSIGNED, "NEW_INDEX_RESTORED", "no_attempt"))));
        assertThat(new Copying(two, List.of(recovery)).byteProgress()).isEmpty();
    }
}
