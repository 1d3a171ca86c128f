package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster's data over HTTP. No product header is asked for: Amazon's services and OpenSearch send none. */
public final class HttpData extends HttpIndices implements DataConnection {
    /** A door to the cluster at {@code target}; nothing is asked yet. */
    public HttpData(Target target) {
        this(target, Limits.STANDARD);
    }

    HttpData(Target target, Limits limits) {
        super(new CarefulClient(new ClusterClient(target, limits)));
    }

    @Override
    public void retarget(Target target) {
        client.retarget(target);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public Reply<ServerIdentity> identity() {
        Reply<ServerIdentity> identity = client.ask(IndexRequests.IDENTITY);
        boolean unknown = identity instanceof Reply.Failure<ServerIdentity>(var problem, var message)
                && problem == Problem.UNEXPECTED;
        return unknown ? IdentityRequests.inPieces(client) : identity;
    }

    @Override
    public Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings) {
        return client.ask(() -> RepositoryRequests.put(name, type, settings), name);
    }

    @Override
    public Reply<Optional<RepositoryInfo>> repository(String name) {
        return client.ask(() -> RepositoryRequests.get(name), name);
    }

    @Override
    public Reply<Verdict<Done>> deleteRepository(String name) {
        return client.ask(() -> RepositoryRequests.delete(name), name);
    }

    @Override
    public Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name) {
        return client.ask(() -> RepositoryRequests.verify(name), name);
    }

    @Override
    public Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot snapshot) {
        return client.ask(() -> SnapshotRequests.start(repository, name, snapshot), repository, name);
    }

    @Override
    public Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name) {
        return client.ask(() -> SnapshotRequests.get(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> snapshots(String repository) {
        return client.ask(() -> SnapshotRequests.all(repository), repository);
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most) {
        return client.ask(() -> SnapshotRequests.newest(repository, most), repository);
    }

    @Override
    public Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        return client.ask(() -> SnapshotRequests.progress(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<Done>> deleteSnapshot(String repository, String name) {
        return client.ask(() -> SnapshotRequests.delete(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<Done>> startRestore(String repository, String snapshot, NewRestore restore) {
        if (restore.indices().isEmpty()) {
            return Reply.failure(Problem.UNEXPECTED, "Nothing was asked: a restore of no index would be one of all.");
        }
        List<String> names = Stream.concat(Stream.of(repository, snapshot), restore.indices().stream())
                .toList();
        Reply<Verdict<Done>> reply = client.ask(() -> RestoreRequests.start(repository, snapshot, restore), names);
        return RestoreRequests.knowsNoFeatures(reply, restore)
                ? client.ask(() -> RestoreRequests.startWithoutFeatures(repository, snapshot, restore), names)
                : reply;
    }
}
