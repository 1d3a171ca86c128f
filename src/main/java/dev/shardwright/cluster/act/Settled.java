package dev.shardwright.cluster.act;

import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects were found to need no write, either because all is as wanted or because an apply did not change it. It holds
 * for one version of the object and for what was wanted then: whoever changes either has it looked at again.
 */
final class Settled {
    private final Map<Owner, Map<Key, State>> states = new ConcurrentHashMap<>();

    private record Owner(String namespace, String cluster) {
        /** The cluster whose label an object bears; empty without one: then nothing is remembered. */
        static Optional<Owner> of(HasMetadata object) {
            return Optional.ofNullable(object.getMetadata().getLabels())
                    .map(labels -> labels.get(Labels.CLUSTER))
                    .map(cluster -> new Owner(object.getMetadata().getNamespace(), cluster));
        }
    }

    /** One place for each pool: a new revision of it takes the place of the one before, whose name is another. */
    private record Key(Class<?> kind, String place) {
        static Key of(Wanted<?> wanted, HasMetadata seen) {
            String pool = seen.getMetadata().getLabels().get(Labels.POOL);
            return new Key(wanted.kind(), pool == null ? "name " + wanted.name() : "pool " + pool);
        }
    }

    private record State(String name, Object follows, String digest, Version version) {}

    /** Whether nothing has changed since: neither the object nor anything that the wanted one follows from. */
    boolean isSo(Wanted<?> wanted, HasMetadata seen) {
        return state(wanted, seen)
                .filter(s -> s.follows.equals(wanted.follows()) && s.version.equals(Version.of(seen)))
                .isPresent();
    }

    /** Whether the object has not changed since, and the same is wanted again. */
    boolean isSo(Wanted<?> wanted, String digest, HasMetadata seen) {
        return state(wanted, seen)
                .filter(s -> s.digest.equals(digest) && s.version.equals(Version.of(seen)))
                .isPresent();
    }

    void remember(Wanted<?> wanted, String digest, HasMetadata seen) {
        Owner.of(seen)
                .map(owner -> states.computeIfAbsent(owner, o -> new ConcurrentHashMap<>()))
                .ifPresent(own -> own.put(
                        Key.of(wanted, seen), new State(wanted.name(), wanted.follows(), digest, Version.of(seen))));
    }

    /** Forgets the objects of a cluster. */
    void forget(String namespace, String cluster) {
        states.remove(new Owner(namespace, cluster));
    }

    private Optional<State> state(Wanted<?> wanted, HasMetadata seen) {
        return Owner.of(seen)
                .map(states::get)
                .map(own -> own.get(Key.of(wanted, seen)))
                .filter(s -> s.name.equals(wanted.name()));
    }
}
