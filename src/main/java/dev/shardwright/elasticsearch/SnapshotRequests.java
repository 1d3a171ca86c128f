package dev.shardwright.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked and changed about snapshots. */
final class SnapshotRequests {
    private static final String MISSING = "snapshot_missing_exception";

    /** An empty list would mean all of them. */
    private static final List<String> NO_INDICES = List.of("*", "-*");

    private static final List<String> NO_FEATURES = List.of("none");

    private SnapshotRequests() {}

    static Request<Verdict<Done>> start(String repository, String name, NewSnapshot snapshot) {
        return Request.of(
                        "PUT",
                        path(repository, name) + "?wait_for_completion=false&master_timeout=20s",
                        body -> accepted(JsonObject.parse(body)))
                .sending(json(snapshot))
                .patient()
                .refusable();
    }

    static Request<Verdict<Optional<SnapshotInfo>>> get(String repository, String name) {
        return Request.get(path(repository, name) + "?master_timeout=3s", body -> Optional.of(one(body, name)))
                .whenMissing(MISSING, Optional.empty())
                .refusable();
    }

    static Request<Verdict<List<SnapshotInfo>>> all(String repository) {
        return Request.get(
                        "/_snapshot/" + PathPart.encoded(repository) + "/_all?master_timeout=3s",
                        SnapshotRequests::infos)
                .refusable();
    }

    static Request<Verdict<List<SnapshotInfo>>> newest(String repository, int most) {
        return Request.get(
                        "/_snapshot/" + PathPart.encoded(repository)
                                + "/_all?master_timeout=3s&sort=start_time&order=desc&size=" + most,
                        SnapshotRequests::infos)
                .refusable();
    }

    static Request<Verdict<Optional<SnapshotProgress>>> progress(String repository, String name) {
        return Request.get(
                        path(repository, name) + "/_status?master_timeout=3s&filter_path=snapshots.snapshot,"
                                + "snapshots.uuid,snapshots.state,snapshots.shards_stats,snapshots.stats",
                        body -> Optional.of(SnapshotProgress.from(only(body, name))))
                .whenMissing(MISSING, Optional.empty())
                .refusable();
    }

    static Request<Verdict<Done>> delete(String repository, String name) {
        return Request.of("DELETE", path(repository, name) + "?master_timeout=20s", Changes::acknowledged)
                .whenMissing(MISSING, new Done())
                .patient()
                .refusable();
    }

    private static String path(String repository, String name) {
        return "/_snapshot/" + PathPart.encoded(repository) + "/" + PathPart.encoded(name);
    }

    private static String json(NewSnapshot snapshot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        add(json.putArray("indices"), snapshot.indices().isEmpty() ? NO_INDICES : snapshot.indices());
        json.put("ignore_unavailable", snapshot.ignoreUnavailable());
        json.put("partial", snapshot.partial());
        json.put("include_global_state", snapshot.globalState());
        add(
                json.putArray("feature_states"),
                snapshot.featureStates().isEmpty() ? NO_FEATURES : snapshot.featureStates());
        ObjectNode metadata = json.putObject("metadata");
        new TreeMap<>(snapshot.metadata()).forEach(metadata::put);
        return json.toString();
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static Done accepted(JsonObject body) throws MalformedAnswerException {
        if (!body.bool("accepted")) {
            throw new MalformedAnswerException("the snapshot was not accepted");
        }
        return new Done();
    }

    private static List<SnapshotInfo> infos(JsonObject body) throws MalformedAnswerException {
        if (body.has("failures")) {
            throw new MalformedAnswerException("the repository could not be read in full");
        }
        List<SnapshotInfo> infos = new ArrayList<>();
        for (JsonObject snapshot : body.objects("snapshots")) {
            infos.add(SnapshotInfo.from(snapshot));
        }
        return infos;
    }

    private static SnapshotInfo one(JsonObject body, String name) throws MalformedAnswerException {
        infos(body); // whether it is whole
        return SnapshotInfo.from(only(body, name));
    }

    private static JsonObject only(JsonObject body, String name) throws MalformedAnswerException {
        List<JsonObject> snapshots = body.objects("snapshots");
        if (snapshots.size() != 1 || !snapshots.getFirst().text("snapshot").equals(name)) {
            throw new MalformedAnswerException("it is not about the one snapshot that was asked for");
        }
        return snapshots.getFirst();
    }
}
