package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator asks a cluster about snapshots, and tells it: one that it runs, or any other Elasticsearch or
 * OpenSearch. Each call throws nothing, and either understands the answer in full or fails. It blocks for at most 5
 * seconds; those that other nodes or a repository may hold up, for at most 30.
 *
 * <p>A name stands for one thing: a pattern, a list, or one of the server's words such as {@code _all} fails with
 * UNEXPECTED, and nothing is asked.
 */
public interface SnapshotApi {

    /** Who answers there. */
    Reply<ServerIdentity> identity();

    /**
     * Registers a repository, or changes one; no node looks whether it can use it. Takes up to 30 seconds.
     *
     * @param type     {@code s3}, {@code fs} and so on
     * @param settings of the repository
     */
    Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings);

    /** A repository as it is registered; empty when there is none of the name. */
    Reply<Optional<RepositoryInfo>> repository(String name);

    /** Takes the registration away, not what is in it. Fine when there is none. */
    Reply<Verdict<Done>> deleteRepository(String name);

    /**
     * Makes every node that needs the repository use it. Takes up to 30 seconds.
     *
     * @return the nodes that could, which are all those that the server asked; refused when one could not
     */
    Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name);

    /** Starts a snapshot and does not wait for its end. Takes up to 30 seconds. */
    Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot snapshot);

    /** A snapshot, ended or under way; empty when the repository has none of the name. */
    Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name);

    /** All snapshots of a repository, those under way included. */
    Reply<Verdict<List<SnapshotInfo>>> snapshots(String repository);

    /** The newest snapshots of a repository, at most so many, those under way included. Elasticsearch since 7.14 only. */
    Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most);

    /** How far a snapshot is; empty when the repository has none of the name. Costly once it has ended. */
    Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name);

    /** Deletes a snapshot; one under way is cancelled. Fine when there is none. Takes up to 30 seconds. */
    Reply<Verdict<Done>> deleteSnapshot(String repository, String name);

    /**
     * Starts a restore and does not wait for its end. Nothing is restored unless all of it can begin. Takes up to 30
     * seconds.
     */
    Reply<Verdict<Done>> startRestore(String repository, String snapshot, NewRestore restore);
}
