package dev.shardwright.simulation.kubernetes;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.support.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The operator's caches: each kind runs behind the API server by a lag of its own, that changes. The operator's own writes
 * are seen at once.
 */
public final class Informers implements Children {
    private final Agenda agenda;
    private final Chance chance;
    private final Runnable onChange;
    private final Map<Class<?>, Cache> caches = new HashMap<>();
    private int slowest = 200;
    private boolean running = true;

    private record Event(HasMetadata object, boolean gone) {}

    private final class Cache {
        private final Map<String, HasMetadata> seen = new LinkedHashMap<>();
        private final Queue<Event> coming = new ArrayDeque<>();

        void receive() {
            for (Event event = coming.poll(); event != null; event = coming.poll()) {
                take(event);
            }
            onChange.run();
        }

        private void take(Event event) {
            String name = event.object.getMetadata().getName();
            HasMetadata known = seen.get(name);
            if (event.gone) {
                if (known != null
                        && known.getMetadata()
                                .getUid()
                                .equals(event.object.getMetadata().getUid())) {
                    seen.remove(name);
                }
            } else if (known == null || version(known) < version(event.object)) {
                seen.put(name, event.object);
            }
        }
    }

    /** Fresh lists of all that is there, then by watches. */
    public Informers(
            Agenda agenda,
            Chance chance,
            ObjectStore store,
            List<Class<? extends HasMetadata>> kinds,
            Runnable onChange) {
        this.agenda = agenda;
        this.chance = chance;
        this.onChange = onChange;
        for (Class<? extends HasMetadata> kind : kinds) {
            Cache cache = new Cache();
            store.list(kind).stream()
                    .filter(Informers::isOurs)
                    .forEach(o -> cache.seen.put(o.getMetadata().getName(), o));
            caches.put(kind, cache);
        }
        store.watch(this::changed);
    }

    /** From now on events take up to this many milliseconds. */
    public void lag(int upTo) {
        slowest = upTo;
    }

    /** The operator is dead: nothing more is seen. */
    public void close() {
        running = false;
    }

    private void changed(Class<? extends HasMetadata> kind, HasMetadata object, boolean gone) {
        Cache cache = caches.get(kind);
        if (!running || cache == null || !isOurs(object)) {
            return;
        }
        cache.coming.add(new Event(object, gone));
        if (cache.coming.size() == 1) {
            agenda.after(chance.between(1, slowest), () -> {
                if (running) {
                    cache.receive();
                }
            });
        }
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, ElasticCluster cluster) {
        List<T> found = new ArrayList<>();
        caches.get(kind).seen.values().forEach(o -> found.add(kind.cast(o)));
        return found;
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(kind.cast(caches.get(kind).seen.get(name)));
    }

    @Override
    public <T extends HasMetadata> void remember(Class<T> kind, T written, Optional<T> before) {
        caches.get(kind).take(new Event(written, false));
    }

    private static boolean isOurs(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && labels.containsKey(Labels.CLUSTER);
    }

    private static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }
}
