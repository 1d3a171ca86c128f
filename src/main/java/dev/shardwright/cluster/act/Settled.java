package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects were found to need no write, either because all is as wanted or because an apply did not change it. It holds
 * for one version of the object and for what was wanted then: whoever changes either has it looked at again.
 */
final class Settled {
    private final Map<Key, State> states = new ConcurrentHashMap<>();

    private record Key(Class<?> kind, String namespace, String name) {
        static Key of(Wanted<?> wanted) {
            return new Key(wanted.kind(), wanted.namespace(), wanted.name());
        }
    }

    private record State(Object follows, String digest, Version version) {}

    /** Whether nothing has changed since: neither the object nor anything that the wanted one follows from. */
    boolean isSo(Wanted<?> wanted, HasMetadata seen) {
        return state(wanted)
                .filter(s -> s.follows.equals(wanted.follows()) && s.version.equals(Version.of(seen)))
                .isPresent();
    }

    /** Whether the object has not changed since, and the same is wanted again. */
    boolean isSo(Wanted<?> wanted, String digest, HasMetadata seen) {
        return state(wanted)
                .filter(s -> s.digest.equals(digest) && s.version.equals(Version.of(seen)))
                .isPresent();
    }

    void remember(Wanted<?> wanted, String digest, HasMetadata seen) {
        states.put(Key.of(wanted), new State(wanted.follows(), digest, Version.of(seen)));
    }

    /** Forgets the objects of a namespace whose names begin like a cluster's. */
    void forget(String namespace, String cluster) {
        states.keySet().removeIf(k -> k.namespace.equals(namespace) && k.name.startsWith(cluster));
    }

    private Optional<State> state(Wanted<?> wanted) {
        return Optional.ofNullable(states.get(Key.of(wanted)));
    }
}
