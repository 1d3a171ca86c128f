package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A cluster that is not ours: one node of OpenSearch with repository-s3, over plain HTTP, without users. */
public final class OpenSearch {
    private static final Duration START = Duration.ofMinutes(4);

    private final Space space;

    private OpenSearch(Space space) {
        this.space = space;
    }

    /** Puts one into the namespace, whose client "default" goes to that server with its present keys; waits for it. */
    public static OpenSearch deploy(Space space, S3Server s3) {
        OpenSearch cluster = new OpenSearch(space);
        String image = TestImage.OPENSEARCH.onNodes();
        space.apply(Template.fill(
                "parts/opensearch.yaml",
                Map.of(
                        "IMAGE", image,
                        "ENDPOINT", s3.endpoint(),
                        "ACCESS_KEY", s3.keys().access(),
                        "SECRET_KEY", s3.keys().secret())));
        Waiting.until("OpenSearch", START, () -> cluster.pods().size() + " pods", () -> cluster.pods().stream()
                .anyMatch(Readiness::isPodReady));
        return cluster;
    }

    /** Where pods of any namespace reach it. */
    public String url() {
        return "http://opensearch." + space.name() + ".svc:9200";
    }

    /** The door to its API. */
    public Elastic api() {
        return Elastic.of(this::pods, () -> PodHttp.plain(space));
    }

    private List<Pod> pods() {
        return space.client()
                .pods()
                .inNamespace(space.name())
                .withLabel("app", "opensearch")
                .list()
                .getItems();
    }
}
