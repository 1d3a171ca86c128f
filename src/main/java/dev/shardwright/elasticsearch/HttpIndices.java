package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Verdict.Granted;
import dev.shardwright.elasticsearch.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indices over HTTP. */
abstract sealed class HttpIndices implements IndexApi permits HttpData {
    final CarefulClient client;

    HttpIndices(CarefulClient client) {
        this.client = client;
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
    public Reply<List<AliasInfo>> aliases() {
        return client.ask(AliasRequests.ALL)
                .then(told -> told.map(Reply::answer).orElseGet(() -> client.ask(AliasRequests.NONE)));
    }

    @Override
    public Reply<Verdict<Done>> changeAliases(List<AliasAction> actions) {
        List<String> names = actions.stream()
                .flatMap(action -> Stream.of(action.alias(), action.index()))
                .toList();
        return client.ask(() -> AliasRequests.change(actions), names);
    }

    @Override
    public Reply<Verdict<Done>> refresh(String index) {
        return client.ask(() -> IndexRequests.refresh(index), index);
    }

    @Override
    public Reply<Verdict<Long>> count(String index) {
        return client.ask(() -> IndexRequests.count(index), index);
    }

    @Override
    public Reply<Verdict<Map<String, IndexOperations>>> operations(List<String> indices) {
        return client.ask(() -> OperationRequests.of(indices), indices);
    }

    @Override
    public Reply<Verdict<List<ShardRecovery>>> recoveries(List<String> indices) {
        List<String> names = indices.stream().distinct().toList();
        return client.askInParts(Parts.ofNames(names), ShardRequests::recoveries, names);
    }

    @Override
    public Reply<Verdict<List<IndexShards>>> shardStates(List<String> indices) {
        List<String> names = indices.stream().distinct().toList();
        return client.askInParts(Parts.ofNames(names), ShardRequests::states, names);
    }

    @Override
    public Reply<Verdict<Done>> putSettings(String index, Map<String, Optional<String>> settings) {
        return client.ask(() -> IndexChanges.putSettings(index, settings), index);
    }

    @Override
    public Reply<Verdict<Done>> close(String index) {
        return client.ask(() -> IndexChanges.close(index), index);
    }

    @Override
    public Reply<Verdict<Done>> open(String index) {
        return client.ask(() -> IndexChanges.open(index), index);
    }

    @Override
    public Reply<Verdict<Deletion>> deleteIndex(String index) {
        return client.ask(() -> IndexChanges.deleteIndex(index), index);
    }

    @Override
    public Reply<Verdict<Deletion>> deleteDataStream(String name) {
        return client.ask(() -> IndexChanges.deleteDataStream(name), name);
    }

    @Override
    public Reply<Verdict<WriteBlock>> blockWrites(String index) {
        return client.ask(() -> IndexChanges.blockWrites(index), index);
    }

    @Override
    public Reply<Verdict<Done>> allowWrites(String index) {
        return client.ask(() -> IndexChanges.allowWrites(index), index);
    }

    @Override
    public Reply<Room> room() {
        return client.ask(RoomRequests.RULES)
                .then(rules -> client.ask(RoomRequests.DISKS).then(disks -> client.ask(RoomRequests.OPEN_SHARDS)
                        .then(shards -> Reply.answer(rules.with(disks, shards)))));
    }

    @Override
    public Reply<Verdict<List<Document>>> sample(String index, int size) {
        return whenGranted(client.ask(() -> DocumentRequests.draw(index, size), index), keys -> read(index, keys));
    }

    @Override
    public Reply<Verdict<Documents>> documents(String index, List<DocumentKey> keys) {
        return whenGranted(read(index, keys), found -> {
            Set<DocumentKey> there = found.stream().map(Document::key).collect(Collectors.toSet());
            List<DocumentKey> missing =
                    keys.stream().filter(key -> !there.contains(key)).toList();
            return Reply.answer(new Granted<>(new Documents(found, missing)));
        });
    }

    private Reply<Verdict<List<Document>>> read(String index, List<DocumentKey> keys) {
        return client.askInParts(
                Parts.ofSize(DocumentRequests.AT_ONCE, keys),
                part -> DocumentRequests.read(index, part),
                List.of(index));
    }

    private static <T, R> Reply<Verdict<R>> whenGranted(Reply<Verdict<T>> reply, Function<T, Reply<Verdict<R>>> next) {
        return reply.then(verdict -> switch (verdict) {
            case Granted<T>(T value) -> next.apply(value);
            case Refused<T>(Complaint complaint) -> Reply.answer(new Refused<>(complaint));
        });
    }
}
