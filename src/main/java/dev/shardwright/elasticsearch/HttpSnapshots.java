package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Snapshots over HTTP. No product header is asked for: Amazon's services and OpenSearch send none. */
public final class HttpSnapshots implements SnapshotConnection {
    private final ClusterClient client;

    /** A door to the cluster at {@code target}; nothing is asked yet. */
    public HttpSnapshots(Target target) {
        this(target, Limits.STANDARD);
    }

    HttpSnapshots(Target target, Limits limits) {
        this.client = new ClusterClient(target, limits);
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
        return client.ask(IndexRequests.IDENTITY);
    }

    @Override
    public Reply<Verdict<Done>> putRepository(String name, String type, Map<String, String> settings) {
        return ask(() -> RepositoryRequests.put(name, type, settings), name);
    }

    @Override
    public Reply<Optional<RepositoryInfo>> repository(String name) {
        return ask(() -> RepositoryRequests.get(name), name);
    }

    @Override
    public Reply<Verdict<Done>> deleteRepository(String name) {
        return ask(() -> RepositoryRequests.delete(name), name);
    }

    @Override
    public Reply<Verdict<List<VerifiedNode>>> verifyRepository(String name) {
        return ask(() -> RepositoryRequests.verify(name), name);
    }

    @Override
    public Reply<Verdict<Done>> startSnapshot(String repository, String name, NewSnapshot snapshot) {
        return ask(() -> SnapshotRequests.start(repository, name, snapshot), repository, name);
    }

    @Override
    public Reply<Verdict<Optional<SnapshotInfo>>> snapshot(String repository, String name) {
        return ask(() -> SnapshotRequests.get(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> snapshots(String repository) {
        return ask(() -> SnapshotRequests.all(repository), repository);
    }

    @Override
    public Reply<Verdict<List<SnapshotInfo>>> newestSnapshots(String repository, int most) {
        return ask(() -> SnapshotRequests.newest(repository, most), repository);
    }

    @Override
    public Reply<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        return ask(() -> SnapshotRequests.progress(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<Done>> deleteSnapshot(String repository, String name) {
        return ask(() -> SnapshotRequests.delete(repository, name), repository, name);
    }

    @Override
    public Reply<Verdict<List<IndexDetails>>> indices(List<String> expressions) {
        return client.ask(IndexRequests.indices(expressions));
    }

    @Override
    public Reply<List<DataStreamInfo>> dataStreams() {
        return client.ask(IndexRequests.DATA_STREAMS);
    }

    @Override
    public Reply<Verdict<Done>> refresh(String index) {
        return ask(() -> IndexRequests.refresh(index), index);
    }

    @Override
    public Reply<Verdict<Long>> count(String index) {
        return ask(() -> IndexRequests.count(index), index);
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> indices) {
        return ask(() -> OperationRequests.of(indices), indices.toArray(String[]::new));
    }

    /** A name that stands for several things would make a small deletion a large one. */
    private <T> Reply<T> ask(Supplier<Request<T>> request, String... names) {
        return Stream.of(names).allMatch(PathPart::isOneName)
                ? client.ask(request.get())
                : Reply.failure(Problem.UNEXPECTED, "Nothing was asked: a name is empty, or may stand for several.");
    }
}
