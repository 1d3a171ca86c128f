package dev.shardwright.cluster.act;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.support.Digest;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    private final Settled settled = new Settled();

    /** What the API server refused in a rehearsal, by object: the same is not asked again at every pass. */
    private final Map<Named, Refusal> refusals = new ConcurrentHashMap<>();

    private record Named(String namespace, String cluster, String object) {}

    private record Refusal(String digest, StepFailure failure, long at) {}

    /** Writes to the API, compares with the caches. */
    public Applier(KubernetesApi api, Children caches) {
        this.api = api;
        this.caches = caches;
    }

    /** Applies one object if needed. Returns what went wrong, if something did. */
    <T extends HasMetadata> Optional<StepFailure> apply(ElasticCluster cluster, Wanted<T> wanted) {
        try {
            Optional<T> cached = cached(wanted);
            if (cached.isPresent() && settled.isSo(wanted, cached.get())) {
                return Optional.empty();
            }
            T object = wanted.make().get();
            Optional<StepFailure> refusal = cached.isPresent()
                    ? foreign(cluster, cached.get(), wanted.title())
                    : unseen(cluster, object, wanted.title());
            if (refusal.isPresent()) {
                return refusal;
            }
            String digest = Digest.of(object);
            if (cached.isEmpty() || !isSo(wanted, object, digest, cached.get())) {
                write(wanted, object, digest, cached);
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(ApiErrors.failure(wanted.title(), e));
        }
    }

    /** Asks the API server whether it would accept an object, without changing anything. */
    <T extends HasMetadata> Optional<StepFailure> rehearse(Wanted<T> wanted) {
        Optional<T> cached = cached(wanted);
        if (cached.isPresent() && settled.isSo(wanted, cached.get())) {
            return Optional.empty();
        }
        T object = wanted.make().get();
        String digest = Digest.of(object);
        if (cached.isPresent() && isSo(wanted, object, digest, cached.get())) {
            return Optional.empty();
        }
        Refusal known = refusals.get(named(object));
        if (known != null && known.digest().equals(digest) && System.nanoTime() - known.at() < REFUSAL_HOLDS) {
            return Optional.of(known.failure());
        }
        try {
            api.rehearse(object);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            StepFailure failure = ApiErrors.failure(wanted.title(), e);
            if (failure.kind() == StepFailure.Kind.Rejected) {
                refusals.put(named(object), new Refusal(digest, failure, System.nanoTime()));
            }
            return Optional.of(failure);
        }
    }

    private <T extends HasMetadata> Optional<T> cached(Wanted<T> wanted) {
        return caches.get(wanted.kind(), wanted.namespace(), wanted.name());
    }

    private <T extends HasMetadata> boolean isSo(Wanted<T> wanted, T object, String digest, T cached) {
        Map<String, String> annotations = cached.getMetadata().getAnnotations();
        if (annotations == null || !digest.equals(annotations.get(Labels.APPLIED_HASH))) {
            return false;
        }
        boolean same = settled.isSo(wanted, digest, cached)
                || Drift.find(JSON.valueToTree(object), JSON.valueToTree(cached))
                        .isEmpty();
        if (same) {
            settled.remember(wanted, digest, cached);
        }
        return same;
    }

    private <T extends HasMetadata> void write(Wanted<T> wanted, T object, String digest, Optional<T> cached) {
        T written = signed(object, digest, () -> applied(object, cached));
        LOG.debug("applied {}", wanted.title());
        warnOfDrift(wanted.title(), object, written);
        // Applying it again would be a write for nothing, whether all is as wanted or something is not.
        settled.remember(wanted, digest, written);
        caches.remember(wanted.kind(), written, cached);
    }

    private static void warnOfDrift(String title, HasMetadata wanted, HasMetadata written) {
        // Comparing costs more than the rest of a write.
        if (LOG.isWarnEnabled()) {
            Drift.find(JSON.valueToTree(wanted), JSON.valueToTree(written))
                    .ifPresent(path -> LOG.warn("{} keeps another value at {}", title, path));
        }
    }

    /** The digest stands on the object while it is applied, and speaks of the object without itself. */
    private static <T extends HasMetadata> T signed(T object, String digest, Supplier<T> apply) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        Map<String, String> signed = new HashMap<>(annotations == null ? Map.of() : annotations);
        signed.put(Labels.APPLIED_HASH, digest);
        object.getMetadata().setAnnotations(signed);
        try {
            return apply.get();
        } finally {
            object.getMetadata().setAnnotations(annotations);
        }
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
        settled.forget(namespace, cluster);
        refusals.keySet()
                .removeIf(named ->
                        named.namespace().equals(namespace) && named.cluster().equals(cluster));
    }

    private static Named named(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return new Named(
                metadata.getNamespace(),
                metadata.getLabels().get(Labels.CLUSTER),
                object.getKind() + " " + metadata.getName());
    }
}
