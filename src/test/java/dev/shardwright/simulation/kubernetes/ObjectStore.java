package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Agenda;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All objects of one namespace, with their versions. Objects in it are never changed in place. */
public final class ObjectStore {
    private final Agenda agenda;
    private final Map<Class<?>, Map<String, HasMetadata>> objects = new LinkedHashMap<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private long version;

    /** An empty store. */
    public ObjectStore(Agenda agenda) {
        this.agenda = agenda;
    }

    /** Hears of every change, at once. */
    public interface Watcher {
        /** An object was made or changed, or has gone. */
        void changed(Class<? extends HasMetadata> kind, HasMetadata object, boolean gone);
    }

    /** Tells somebody of every change from now on. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** One object. */
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
        return Optional.ofNullable(kind.cast(of(kind).get(name)));
    }

    /** All objects of a kind, in the order in which they were made. */
    public <T extends HasMetadata> List<T> list(Class<T> kind) {
        return of(kind).values().stream().map(kind::cast).toList();
    }

    /** Takes a new object in, and gives it an identity. */
    public <T extends HasMetadata> T create(T wanted) {
        T object = Shallow.copy(wanted);
        version++;
        object.getMetadata().setUid("uid-" + version);
        object.getMetadata().setGeneration(1L);
        object.getMetadata().setCreationTimestamp(agenda.instant().toString());
        return keep(object);
    }

    /** Changes a copy of an object and keeps that. */
    public <T extends HasMetadata> T update(T object, Consumer<T> change) {
        T copy = Shallow.copy(object);
        change.accept(copy);
        version++;
        return keep(copy);
    }

    /** Lets an object go. */
    public void remove(HasMetadata object) {
        if (of(object.getClass()).remove(object.getMetadata().getName()) != null) {
            version++;
            tell(object, true);
        }
    }

    /** The very object, as it is now; empty when it is gone or another one of that name. */
    @SuppressWarnings("unchecked") // Filed by its class.
    public <T extends HasMetadata> Optional<T> current(T object) {
        return Optional.ofNullable(
                        (T) of(object.getClass()).get(object.getMetadata().getName()))
                .filter(o ->
                        o.getMetadata().getUid().equals(object.getMetadata().getUid()));
    }

    private <T extends HasMetadata> T keep(T object) {
        object.getMetadata().setResourceVersion(Long.toString(version));
        of(object.getClass()).put(object.getMetadata().getName(), object);
        tell(object, false);
        return object;
    }

    private void tell(HasMetadata object, boolean gone) {
        watchers.forEach(w -> w.changed(object.getClass(), object, gone));
    }

    private Map<String, HasMetadata> of(Class<?> kind) {
        return objects.computeIfAbsent(kind, k -> new LinkedHashMap<>());
    }
}
