package dev.shardwright.cluster.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the operator has deleted and a cache may still show: it counts as gone from the moment it was deleted. */
public final class Expectations {
    private static final int REMEMBERED = 10_000;

    /** UIDs; the oldest are forgotten. */
    private final Set<String> deleted = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** Remembers a deletion. False when it was remembered already. */
    public boolean deleted(HasMetadata object) {
        return deleted.add(object.getMetadata().getUid());
    }

    /** The deletion did not happen. */
    public void notDeleted(HasMetadata object) {
        deleted.remove(object.getMetadata().getUid());
    }

    /** Whether this very object was deleted. */
    public boolean isDeleted(HasMetadata object) {
        return deleted.contains(object.getMetadata().getUid());
    }
}
