package dev.shardwright.cluster.act;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.support.Digest;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an object look as we want it, by server-side apply of our own fields, and only when it does not already: a digest
 * of what we applied stands on the object, and the fields themselves are compared with the cache.
 */
public final class Applier {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A policy or a quota may change meanwhile: then it is asked again. */
    private static final long REFUSAL_HOLDS = Duration.ofSeconds(30).toNanos();

    private final KubernetesApi api;
    private final Children caches;
    /**
     * By object: the version and digest that were found to need no write, either because all is as wanted or because an
     * apply did not change it. Comparing again would cost time, applying again a write for nothing.
     */
    private final Map<String, String> settled = new ConcurrentHashMap<>();

    /** What the API server refused in a rehearsal, by object: the same is not asked again at every pass. */
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    private record Refusal(String digest, StepFailure failure, long at) {}

    /** Writes to the API, compares with the caches. */
    public Applier(KubernetesApi api, Children caches) {
        this.api = api;
        this.caches = caches;
    }

    /** Applies one object if needed. Returns what went wrong, if something did. */
    public <T extends HasMetadata> Optional<StepFailure> apply(ElasticCluster cluster, Class<T> kind, T wanted) {
        String name = wanted.getMetadata().getName();
        String object = wanted.getKind() + " " + name;
        try {
            Optional<T> cached = caches.get(kind, wanted.getMetadata().getNamespace(), name);
            Optional<StepFailure> refusal =
                    cached.isPresent() ? foreign(cluster, cached.get(), object) : unseen(cluster, wanted, object);
            if (refusal.isPresent()) {
                return refusal;
            }
            String digest = Digest.of(wanted);
            if (cached.isPresent() && isSo(wanted, digest, cached.get())) {
                return Optional.empty();
            }
            write(kind, wanted, digest, cached);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(ApiErrors.failure(object, e));
        }
    }

    /** Asks the API server whether it would accept an object, without changing anything. */
    public <T extends HasMetadata> Optional<StepFailure> rehearse(Class<T> kind, T wanted) {
        Optional<T> cached = caches.get(
                kind, wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
        String digest = Digest.of(wanted);
        if (cached.isPresent() && isSo(wanted, digest, cached.get())) {
            return Optional.empty();
        }
        Refusal known = refusals.get(key(wanted));
        if (known != null && known.digest().equals(digest) && System.nanoTime() - known.at() < REFUSAL_HOLDS) {
            return Optional.of(known.failure());
        }
        try {
            api.rehearse(wanted);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            StepFailure failure = ApiErrors.failure(
                    wanted.getKind() + " " + wanted.getMetadata().getName(), e);
            if (failure.kind() == StepFailure.Kind.Rejected) {
                refusals.put(key(wanted), new Refusal(digest, failure, System.nanoTime()));
            }
            return Optional.of(failure);
        }
    }

    private <T extends HasMetadata> boolean isSo(T wanted, String digest, T cached) {
        Map<String, String> annotations = cached.getMetadata().getAnnotations();
        if (annotations == null || !digest.equals(annotations.get(Labels.APPLIED_HASH))) {
            return false;
        }
        String seen = version(cached) + digest;
        if (seen.equals(settled.get(key(wanted)))) {
            return true;
        }
        Optional<String> drift = Drift.find(JSON.valueToTree(wanted), JSON.valueToTree(cached));
        if (drift.isEmpty()) {
            settled.put(key(wanted), seen);
        }
        return drift.isEmpty();
    }

    private <T extends HasMetadata> void write(Class<T> kind, T wanted, String digest, Optional<T> cached) {
        Map<String, String> annotations = new HashMap<>();
        Optional.ofNullable(wanted.getMetadata().getAnnotations()).ifPresent(annotations::putAll);
        annotations.put(Labels.APPLIED_HASH, digest);
        wanted.getMetadata().setAnnotations(annotations);
        T written = applied(wanted, cached);
        // The digest speaks of the object without itself.
        annotations.remove(Labels.APPLIED_HASH);
        wanted.getMetadata().setAnnotations(annotations.isEmpty() ? null : annotations);
        LOG.debug("applied {} {}", wanted.getKind(), wanted.getMetadata().getName());
        Optional<String> left = Drift.find(JSON.valueToTree(wanted), JSON.valueToTree(written));
        left.ifPresent(path -> {
            LOG.warn(
                    "{} {} keeps another value at {}",
                    wanted.getKind(),
                    wanted.getMetadata().getName(),
                    path);
            settled.put(key(wanted), version(written) + digest);
        });
        caches.remember(kind, written, cached);
    }

    /** A StatefulSet is changed only as the plan saw it: fewer nodes than somebody else has just asked for may cost data. */
    private <T extends HasMetadata> T applied(T wanted, Optional<T> cached) {
        if (!(wanted instanceof StatefulSet) || cached.isEmpty()) {
            return api.apply(wanted);
        }
        if (wanted instanceof StatefulSet after && cached.get() instanceof StatefulSet before) {
            logSize(before, after);
        }
        wanted.getMetadata().setResourceVersion(cached.get().getMetadata().getResourceVersion());
        try {
            return api.apply(wanted);
        } finally {
            wanted.getMetadata().setResourceVersion(null);
        }
    }

    private static void logSize(StatefulSet before, StatefulSet after) {
        if (!before.getSpec().getReplicas().equals(after.getSpec().getReplicas())) {
            LOG.info(
                    "StatefulSet {} in {} goes from {} to {} nodes",
                    after.getMetadata().getName(),
                    after.getMetadata().getNamespace(),
                    before.getSpec().getReplicas(),
                    after.getSpec().getReplicas());
        }
    }

    /** An object in the cache is ours, or was orphaned, or is not to be touched. */
    private static Optional<StepFailure> foreign(ElasticCluster cluster, HasMetadata existing, String object) {
        if (existing.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of(new StepFailure(
                    StepFailure.Kind.StillDeleting,
                    object,
                    object + " is being deleted; it is made anew when it is gone"));
        }
        if (Owned.by(cluster, existing) || Owned.orphaned(cluster, existing)) {
            return Optional.empty();
        }
        boolean earlier = existing.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getKind().equals(cluster.getKind())
                        && o.getName().equals(cluster.getMetadata().getName()));
        return Optional.of(
                earlier
                        ? new StepFailure(
                                StepFailure.Kind.StillDeleting,
                                object,
                                object + " belongs to a deleted resource of this name; waiting for it to go")
                        : new StepFailure(
                                StepFailure.Kind.NameTaken,
                                object,
                                object
                                        + " is there and belongs to somebody else: rename it, or name the cluster otherwise"));
    }

    /** The caches hold only what bears our label: before a first write, the API server is asked who has the name. */
    private <T extends HasMetadata> Optional<StepFailure> unseen(ElasticCluster cluster, T wanted, String object) {
        Optional<T> found = api.read(wanted);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        T live = found.get();
        if (Owned.by(cluster, live)) {
            // Somebody may have taken our labels off: without them no cache ever shows the object again.
            giveLabelsBack(cluster, wanted, live);
            return Optional.of(new StepFailure(StepFailure.Kind.StaleCache, object, object + " was not seen yet"));
        }
        return foreign(cluster, live, object);
    }

    /** With our other fields, else the apply would take them away. */
    private <T extends HasMetadata> void giveLabelsBack(ElasticCluster cluster, T wanted, T live) {
        Map<String, String> labels = Labels.of(cluster.getMetadata().getName());
        Map<String, String> kept =
                Optional.ofNullable(live.getMetadata().getLabels()).orElse(Map.of());
        if (!kept.entrySet().containsAll(labels.entrySet())) {
            api.apply(wanted);
        }
    }

    /** Forgets what was remembered of the objects of a namespace's cluster. */
    public void forget(String namespace, String cluster) {
        settled.keySet().removeIf(key -> key.contains("/" + namespace + "/" + cluster));
        refusals.keySet().removeIf(key -> key.contains("/" + namespace + "/" + cluster));
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getUid() + "@" + object.getMetadata().getResourceVersion();
    }
}
