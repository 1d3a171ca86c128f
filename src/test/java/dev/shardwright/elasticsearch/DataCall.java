package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A call, under a name.
 *
 * @param sent   the requests that it makes: method, path and body
 * @param answer one that it understands, for each of them
 * @param slow   whether it has 30 seconds
 */
record DataCall(String name, Function<DataApi, Reply<?>> asked, List<String> sent, String answer, boolean slow) {

    static Stream<DataCall> all() {
        return Stream.concat(SnapshotCalls.all(), IndexCalls.all());
    }

    static DataCall of(String name) {
        return all().filter(call -> call.name.equals(name)).findFirst().orElseThrow();
    }

    static DataCall quick(String name, Function<DataApi, Reply<?>> asked, String sent, String answer) {
        return new DataCall(name, asked, List.of(sent), answer, false);
    }

    static DataCall slow(String name, Function<DataApi, Reply<?>> asked, String sent, String answer) {
        return new DataCall(name, asked, List.of(sent), answer, true);
    }

    @Override
    public String toString() {
        return name;
    }
}
