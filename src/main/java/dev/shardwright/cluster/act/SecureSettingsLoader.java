package dev.shardwright.cluster.act;

import dev.shardwright.cluster.desired.PodScript;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has running nodes take up changed secure settings: the keystore in the pod is made anew, Elasticsearch reads it, and only
 * then the pod is marked. A kill in between leaves a pod without the mark, and all of it is done again; a pod that was made
 * anew meanwhile has another UID and gets no mark.
 */
public final class SecureSettingsLoader {
    /** No pod is tried again before: longer than it may take, so that no two are at work in one pod. */
    static final Duration INTERVAL = Duration.ofSeconds(140);

    private static final Logger LOG = LoggerFactory.getLogger(SecureSettingsLoader.class);
    private static final int AT_ONCE = 8;
    private static final String SCRIPT = PodScript.read("keystore.sh");

    private final PodShell shell;
    private final KubernetesApi api;
    private final Executor workers;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    /** The last attempt at a pod, and whether it has succeeded: the next change need not wait for it then. */
    private record Attempt(Instant at, SecureSettingsChange change, boolean succeeded) {
        boolean isInTheWayOf(SecureSettingsChange next) {
            return !succeeded || change.equals(next);
        }
    }

    /** @param workers where it is done; one pod takes seconds */
    public SecureSettingsLoader(PodShell shell, KubernetesApi api, Executor workers, InstantSource clock) {
        this.shell = shell;
        this.api = api;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Begins with the pods that have not been tried just now. Returns at once. Call it at every pass while pods wait,
     * not for one cluster by two threads at once.
     *
     * @param settings the merged Secret as it is stored; nothing is done if it is not that of the change
     * @param reload has the node of a pod read its keystore; blocks
     */
    public void load(
            SecureSettingsChange change, Secret settings, List<Pod> pods, Function<String, Reply<Done>> reload) {
        String generation = settings.getMetadata().getAnnotations().get(Labels.GENERATION);
        if (!String.valueOf(change.generation()).equals(generation)) {
            return;
        }
        Instant now = clock.instant();
        attempts.values().removeIf(a -> a.at().plus(INTERVAL).isBefore(now));
        byte[] entries = entries(settings);
        for (Pod pod : pods) {
            String uid = pod.getMetadata().getUid();
            Attempt last = attempts.get(uid);
            if (last == null || !last.isInTheWayOf(change)) {
                attempts.put(uid, new Attempt(now, change, false));
                workers.execute(() -> load(change, entries, pod, reload));
            }
        }
    }

    private void load(SecureSettingsChange change, byte[] entries, Pod pod, Function<String, Reply<Done>> reload) {
        places.acquireUninterruptibly();
        String node = pod.getMetadata().getName();
        try {
            int code = shell.run(pod, command(change, pod), entries);
            if (code != 0) {
                LOG.warn("{}: the keystore could not be made anew (exit code {})", node, code);
                return;
            }
            if (reload.apply(node) instanceof Reply.Failure<Done> failure) {
                LOG.warn("{}: changed secure settings were not taken up: {}", node, failure.message());
                return;
            }
            api.apply(marked(change, pod));
            attempts.computeIfPresent(pod.getMetadata().getUid(), (uid, a) -> new Attempt(a.at(), a.change(), true));
            LOG.info("{}: changed secure settings were taken up without a restart", node);
        } catch (KubernetesClientException e) {
            LOG.warn("{}: changed secure settings were not taken up: {}", node, e.getMessage());
        } finally {
            places.release();
        }
    }

    private static List<String> command(SecureSettingsChange change, Pod pod) {
        return List.of(
                "bash",
                "-c",
                SCRIPT,
                "keystore",
                pod.getMetadata().getUid(),
                String.valueOf(change.at().getEpochSecond()));
    }

    /** Values of a Secret are base64 already, and its keys have no blank. */
    private static byte[] entries(Secret settings) {
        StringBuilder lines = new StringBuilder();
        Map<String, String> data = settings.getData() == null ? Map.of() : settings.getData();
        new TreeMap<>(data)
                .forEach((name, value) ->
                        lines.append(name).append(' ').append(value).append('\n'));
        return lines.append("end\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Pod marked(SecureSettingsChange change, Pod pod) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                // Without the UID an apply would mark the next pod of that name.
                .withUid(pod.getMetadata().getUid())
                .addToAnnotations(Labels.LOADED_CHANGE, change.mark())
                .endMetadata()
                .build();
    }
}
