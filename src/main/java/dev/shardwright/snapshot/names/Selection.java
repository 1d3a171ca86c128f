package dev.shardwright.snapshot.names;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.DataStreamInfo;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.elasticsearch.Verdicts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a list of names stands for on one cluster.
 *
 * @param names   indices and data streams to ask for by name; those that belong to a data stream are not listed again
 * @param indices every index in it, those of data streams included
 * @param missing names that are listed and stand for nothing
 */
public record Selection(List<String> names, List<IndexDetails> indices, List<String> missing) {
    public Selection {
        names = List.copyOf(names);
        indices = List.copyOf(indices);
        missing = List.copyOf(missing);
    }

    /** Asks a cluster. */
    public static Reply<Verdict<Selection>> on(DataApi api, Expressions wanted) {
        return Verdicts.then(
                api.indices(List.of()),
                indices -> Verdicts.map(Verdicts.granted(api.dataStreams()), streams -> of(wanted, indices, streams)));
    }

    /** Names of the data streams in it. */
    public List<String> streams() {
        Set<String> named = indices.stream().map(IndexDetails::name).collect(Collectors.toSet());
        return names.stream().filter(name -> !named.contains(name)).toList();
    }

    /** Finds out. Aliases stand for their indices. */
    public static Selection of(Expressions wanted, List<IndexDetails> indices, List<DataStreamInfo> streams) {
        Set<String> ofAnyStream =
                streams.stream().flatMap(s -> s.indices().stream()).collect(Collectors.toSet());
        List<DataStreamInfo> chosenStreams = streams.stream()
                .filter(s -> wanted.mean(s.name(), isDotted(s.name())))
                .toList();
        Set<String> ofChosenStreams =
                chosenStreams.stream().flatMap(s -> s.indices().stream()).collect(Collectors.toSet());
        Set<String> plain = wanted.plainNames().collect(Collectors.toSet());
        Predicate<IndexDetails> byName = i -> wanted.mean(i.name(), i.aliases(), isHidden(i, ofAnyStream));
        List<IndexDetails> chosen = indices.stream()
                .filter(i -> ofChosenStreams.contains(i.name()) || byName.test(i))
                .toList();
        List<String> names = Stream.concat(
                        chosenStreams.stream().map(DataStreamInfo::name),
                        chosen.stream().map(IndexDetails::name).filter(n -> !ofChosenStreams.contains(n)))
                .sorted()
                .toList();
        return new Selection(names, chosen, missing(plain, indices, streams));
    }

    private static List<String> missing(Set<String> plain, List<IndexDetails> indices, List<DataStreamInfo> streams) {
        Set<String> there = new HashSet<>();
        indices.forEach(i -> {
            there.add(i.name());
            there.addAll(i.aliases());
        });
        streams.forEach(s -> there.add(s.name()));
        List<String> missing = new ArrayList<>(plain);
        missing.removeAll(there);
        missing.sort(null);
        return missing;
    }

    private static boolean isHidden(IndexDetails index, Set<String> ofAnyStream) {
        return index.hidden()
                || index.system().orElse(false)
                || isDotted(index.name())
                || ofAnyStream.contains(index.name());
    }

    private static boolean isDotted(String name) {
        return name.startsWith(".");
    }
}
