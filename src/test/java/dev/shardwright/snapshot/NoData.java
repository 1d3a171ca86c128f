package dev.shardwright.snapshot;

import dev.shardwright.elasticsearch.AliasAction;
import dev.shardwright.elasticsearch.AliasInfo;
import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.Deletion;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.elasticsearch.Documents;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.IndexOperations;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.NewRestore;
import dev.shardwright.elasticsearch.NewSnapshot;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.RepositoryInfo;
import dev.shardwright.elasticsearch.Room;
import dev.shardwright.elasticsearch.ServerIdentity;
import dev.shardwright.elasticsearch.ShardRecovery;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.elasticsearch.SnapshotProgress;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.VerifiedNode;
import dev.shardwright.elasticsearch.WriteBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster that is not to be asked anything: tests answer what they expect. */
public class NoData implements DataApi {
    @Override
    public Reply<ServerIdentity> identity() {
        throw unexpected("identity");
    }

    @Override
    public Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings) {
        throw unexpected("putRepository");
    }

    @Override
    public Reply<Optional<RepositoryInfo>> repository(String name) {
        throw unexpected("repository");
    }

    @Override
    public Reply<Verdict<Done>> deleteRepository(String name) {
        throw unexpected("deleteRepository");
    }

    @Override
    public Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name) {
        throw unexpected("verifyRepository");
    }

    @Override
    public Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot snapshot) {
        throw unexpected("startSnapshot");
    }

    @Override
    public Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name) {
        throw unexpected("snapshot");
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> snapshots(String repository) {
        throw unexpected("snapshots");
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most) {
        throw unexpected("newestSnapshots");
    }

    @Override
    public Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        throw unexpected("progress");
    }

    @Override
    public Reply<Verdict<Done>> deleteSnapshot(String repository, String name) {
        throw unexpected("deleteSnapshot");
    }

    @Override
    public Reply<Verdict<Done>> startRestore(String repository, String snapshot, NewRestore restore) {
        throw unexpected("startRestore");
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        throw unexpected("indices");
    }

    @Override
    public Reply<List<DataStreamInfo>> dataStreams() {
        throw unexpected("dataStreams");
    }

    @Override
    public Reply<List<AliasInfo>> aliases() {
        throw unexpected("aliases");
    }

    @Override
    public Reply<Verdict<Done>> changeAliases(List<AliasAction> actions) {
        throw unexpected("changeAliases");
    }

    @Override
    public Reply<Verdict<Done>> refresh(String index) {
        throw unexpected("refresh");
    }

    @Override
    public Reply<Verdict<Long>> count(String index) {
        throw unexpected("count");
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> indices) {
        throw unexpected("operations");
    }

    @Override
    public Reply<Verdict<List<ShardRecovery>>> recoveries(List<String> indices) {
        throw unexpected("recoveries");
    }

    @Override
    public Reply<Verdict<List<IndexShards>>> shardStates(List<String> indices) {
        throw unexpected("shardStates");
    }

    @Override
    public Reply<Verdict<Done>> putSettings(String index, Map<String, Optional<String>> settings) {
        throw unexpected("putSettings");
    }

    @Override
    public Reply<Verdict<Done>> close(String index) {
        throw unexpected("close");
    }

    @Override
    public Reply<Verdict<Done>> open(String index) {
        throw unexpected("open");
    }

    @Override
    public Reply<Verdict<Deletion>> deleteIndex(String index) {
        throw unexpected("deleteIndex");
    }

    @Override
    public Reply<Verdict<Deletion>> deleteDataStream(String name) {
        throw unexpected("deleteDataStream");
    }

    @Override
    public Reply<Verdict<WriteBlock>> blockWrites(String index) {
        throw unexpected("blockWrites");
    }

    @Override
    public Reply<Verdict<Done>> allowWrites(String index) {
        throw unexpected("allowWrites");
    }

    @Override
    public Reply<Room> room() {
        throw unexpected("room");
    }

    @Override
    public Reply<Verdict<List<Document>>> sample(String index, int size) {
        throw unexpected("sample");
    }

    @Override
    public Reply<Verdict<Documents>> documents(String index, List<DocumentKey> keys) {
        throw unexpected("documents");
    }

    private static AssertionError unexpected(String call) {
        return new AssertionError("nobody should ask for " + call);
    }
}
