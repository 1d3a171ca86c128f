package dev.shardwright.elasticsearch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot, as its repository describes it.
 *
 * @param name          its name
 * @param uuid          its identity
 * @param state         how it is
 * @param reason        why it failed, in one line of at most 1,000 characters; empty when that is not told
 * @param indices       names of the indices in it, the backing ones of data streams included
 * @param dataStreams   names of the data streams in it
 * @param featureStates names of the features whose state is in it
 * @param featureIndices names of the system indices of these features
 * @param globalState   whether the cluster's state is in it; empty when not told
 * @param version       version of the server that took it; empty when not told
 * @param start         when it began; empty when not told
 * @param end           when it ended; empty while it is under way
 * @param shards        how many shards it has, and how many are done; all zero until the server has counted them
 * @param failures      shards that are not in it
 * @param metadata      what was kept with it and is text
 */
public record SnapshotInfo(
        String name,
        String uuid,
        State state,
        String reason,
        List<String> indices,
        List<String> dataStreams,
        List<String> featureStates,
        List<String> featureIndices,
        Optional<Boolean> globalState,
        Optional<String> version,
        Optional<Instant> start,
        Optional<Instant> end,
        Shards shards,
        List<FailedShard> failures,
        Map<String, String> metadata) {
    public SnapshotInfo {
        indices = List.copyOf(indices);
        dataStreams = List.copyOf(dataStreams);
        featureStates = List.copyOf(featureStates);
        featureIndices = List.copyOf(featureIndices);
        failures = List.copyOf(failures);
        metadata = Map.copyOf(metadata);
    }

    /** The states that Elasticsearch knows. */
    public enum State {
        IN_PROGRESS,
        SUCCESS,
        /** Some shards are not in it. */
        PARTIAL,
        /** Nothing can be restored from it; one that was cancelled, too. */
        FAILED,
        /** Taken by a version that this server cannot read. */
        INCOMPATIBLE
    }

    /**
     * Numbers of shards.
     *
     * @param total      all
     * @param successful done
     * @param failed     not in it
     */
    public record Shards(int total, int successful, int failed) {}

    static SnapshotInfo from(JsonObject snapshot) throws MalformedAnswerException {
        JsonObject shards = snapshot.object("shards");
        return new SnapshotInfo(
                snapshot.text("snapshot"),
                snapshot.text("uuid"),
                state(snapshot.text("state")),
                snapshot.words("reason"),
                snapshot.texts("indices"),
                snapshot.has("data_streams") ? snapshot.texts("data_streams") : List.of(),
                featureStates(snapshot),
                featureIndices(snapshot),
                snapshot.has("include_global_state")
                        ? Optional.of(snapshot.bool("include_global_state"))
                        : Optional.empty(),
                snapshot.optionalText("version"),
                snapshot.optionalInstant("start_time_in_millis"),
                snapshot.optionalInstant("end_time_in_millis"),
                new Shards(shards.count("total"), shards.count("successful"), shards.count("failed")),
                failures(snapshot),
                snapshot.isObject("metadata") ? snapshot.object("metadata").textFields() : Map.of());
    }

    private static State state(String text) throws MalformedAnswerException {
        for (State state : State.values()) {
            if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        throw new MalformedAnswerException("the state of a snapshot is none that is known");
    }

    private static List<String> featureStates(JsonObject snapshot) throws MalformedAnswerException {
        List<String> names = new ArrayList<>();
        if (snapshot.has("feature_states")) {
            for (JsonObject feature : snapshot.objects("feature_states")) {
                names.add(feature.text("feature_name"));
            }
        }
        return names;
    }

    private static List<String> featureIndices(JsonObject snapshot) throws MalformedAnswerException {
        List<String> names = new ArrayList<>();
        if (snapshot.has("feature_states")) {
            for (JsonObject feature : snapshot.objects("feature_states")) {
                names.addAll(feature.texts("indices"));
            }
        }
        return names;
    }

    private static List<FailedShard> failures(JsonObject snapshot) throws MalformedAnswerException {
        List<FailedShard> failures = new ArrayList<>();
        for (JsonObject failure : snapshot.objects("failures")) {
            failures.add(FailedShard.from(failure));
        }
        return failures;
    }
}
