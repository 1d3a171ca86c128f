package dev.shardwright.cluster.credentials;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the repositories of a cluster need of it.
 *
 * @param any      whether there is one: only then may the operator read documents, to count them
 * @param keystore entries that the keystore needs, encoded as in a Secret
 */
public record RepositoryNeeds(boolean any, Map<String, String> keystore) {
    /** Of a cluster without repositories. */
    public static final RepositoryNeeds NONE = new RepositoryNeeds(false, Map.of());

    public RepositoryNeeds {
        keystore = Map.copyOf(keystore);
    }

    /** Without the entries: this may end up in a log. */
    @Override
    public String toString() {
        return "RepositoryNeeds[any=" + any + ", keystore=" + new TreeMap<>(keystore).keySet() + "]";
    }
}
