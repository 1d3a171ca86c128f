package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.SnapshotInfo;
import java.util.List;
import java.util.Optional;

/**
 * What a restore depends on, as it is before it begins.
 *
 * @param snapshot what the repository says of the snapshot; empty when it has none of the name
 * @param bytes    size of everything in the snapshot; empty when that could not be told
 * @param server   who would restore it
 * @param indices  all that are there
 * @param streams  all data streams that are there
 * @param aliases  all that are there
 * @param room     what it must fit in; empty when the cluster does not tell that
 */
record Facts(
        Optional<SnapshotInfo> snapshot,
        Optional<Long> bytes,
        ServerIdentity server,
        List<IndexDetails> indices,
        List<DataStreamInfo> streams,
        List<AliasInfo> aliases,
        Optional<Room> room) {
    Facts {
        indices = List.copyOf(indices);
        streams = List.copyOf(streams);
        aliases = List.copyOf(aliases);
    }
}
