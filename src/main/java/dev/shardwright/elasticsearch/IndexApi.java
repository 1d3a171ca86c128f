package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator asks a cluster about its indices, and tells it: one that it runs, or any other Elasticsearch or
 * OpenSearch. Each call throws nothing, and either understands the answer in full or fails. One request blocks for at most
 * 5 seconds; where other nodes may hold it up, for at most 30.
 *
 * <p>A name stands for one thing: a pattern, a list, or one of the server's words such as {@code _all} fails with
 * UNEXPECTED, and nothing is asked. So does an empty list of names. Use the names of indices: an alias would stand for all
 * of its own.
 */
public interface IndexApi {

    /**
     * Indices, hidden and closed ones included.
     *
     * @param expressions names, patterns with {@code *}, and a leading {@code -} to leave some out; names of data streams
     *                    and aliases stand for their indices. None: all. They are part of the address: the server refuses
     *                    more than some 3,000 characters. Where one backing index of a data stream is named, the answer
     *                    may hold all of them.
     */
    Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions);

    /** All data streams; none where the server knows no data streams. */
    Reply<List<DataStreamInfo>> dataStreams();

    /** All aliases, those of hidden and closed indices included. */
    Reply<List<AliasInfo>> aliases();

    /** Carries all of it out at once, or nothing. Takes up to 30 seconds. */
    Reply<Verdict<Done>> changeAliases(List<AliasAction> actions);

    /** Makes what was written to an index visible to searches. Takes up to 30 seconds. */
    Reply<Verdict<Done>> refresh(String index);

    /** The number of root documents in an index: all of its shards answered. Takes up to 30 seconds. */
    Reply<Verdict<Long>> count(String index);

    /**
     * How much was ever written to indices, by name; those whose shards did not answer are absent. Takes up to 30 seconds.
     *
     * @param indices names; some 3,000 characters of them together at most
     */
    Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> indices);

    /**
     * How the copies of shards got, or get, their content. A copy that has not begun is not in it, nor is one whose node
     * did not answer: whether all are well is told by {@link #shardStates} alone. Takes up to 30 seconds for each request.
     *
     * @param indices as many as you like: the client asks in parts of 3,000 characters. Refused when one is missing
     */
    Reply<Verdict<List<ShardRecovery>>> recoveries(List<String> indices);

    /**
     * The state of all copies of all shards, each index once, in the order of the names.
     *
     * @param indices as many as you like: the client asks in parts of 3,000 characters. Refused when one is missing
     */
    Reply<Verdict<List<IndexShards>>> shardStates(List<String> indices);

    /**
     * Sets settings of an index. Takes up to 30 seconds.
     *
     * @param settings by key, with {@code index.} in front; an empty value puts the default back
     */
    Reply<Verdict<Done>> putSettings(String index, Map<String, Optional<String>> settings);

    /** Closes an index. Fine when it is closed already. Takes up to 30 seconds. */
    Reply<Verdict<Done>> close(String index);

    /** Opens an index, without waiting for its shards. Fine when it is open already. Takes up to 30 seconds. */
    Reply<Verdict<Done>> open(String index);

    /** Deletes an index and what is in it. Fine when there is none. Takes up to 30 seconds. */
    Reply<Verdict<Deletion>> deleteIndex(String index);

    /**
     * Deletes a data stream with all of its indices. Fine when there is none; refused where the server knows no data
     * streams. Takes up to 30 seconds.
     */
    Reply<Verdict<Deletion>> deleteDataStream(String name);

    /**
     * Lets an index take no more writes, and returns when those under way have ended on every copy. Takes up to 30 seconds.
     * After a failure the block may be there or not: ask again. Refused by servers before 7.9, which cannot wait for
     * writes, and for the index that a data stream writes to.
     */
    Reply<Verdict<WriteBlock>> blockWrites(String index);

    /** Lets an index take writes again. Fine when it does. Takes up to 30 seconds. */
    Reply<Verdict<Done>> allowWrites(String index);

    /** What a restore must fit in. */
    Reply<Room> room();

    /**
     * Draws documents from a whole index, each with the same chance; the same ones again while nothing is written. Those
     * without a source, and those that are deleted meanwhile, are left out. Takes up to 30 seconds for each request.
     *
     * @param size how many at most, up to 10,000. Twenty of them must be smaller than 16 MiB
     */
    Reply<Verdict<List<Document>>> sample(String index, int size);

    /**
     * Documents by their keys, whether a search sees them yet or not. Takes up to 30 seconds for each request.
     *
     * @param keys as many as you like: the client asks for twenty at a time, which must be smaller than 16 MiB
     */
    Reply<Verdict<Documents>> documents(String index, List<DocumentKey> keys);
}
