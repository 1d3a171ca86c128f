package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.SnapshotSchedule;
import dev.shardwright.cluster.act.ClientKubernetesApi;
import dev.shardwright.cluster.act.KubernetesApi;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes and deletes objects for schedules. Caches may be behind, above all those of an operator that has just taken over:
 * so each change is planned once more from what the API server itself holds, and is made only if that asks for one too.
 */
final class Changes {
    private static final Set<Integer> LATER = Set.of(404, 409);
    private static final Set<Integer> REFUSED = Set.of(400, 403, 422);

    private final KubernetesClient client;
    private final KubernetesApi api;
    private final EventWriter events;

    Changes(KubernetesClient client) {
        this.client = client;
        this.api = new ClientKubernetesApi(client);
        this.events = new EventWriter(client);
    }

    /** What came of a change. */
    sealed interface Outcome {
        /**
         * It is made.
         *
         * @param object what is there by now; empty after a deletion
         */
        record Made(Optional<HasMetadata> object) implements Outcome {}

        /** Things are not as the caches have them: look again soon. */
        record Later() implements Outcome {}

        /** The API server does not want it. */
        record Refused(String message) implements Outcome {}
    }

    /** Makes the change that is due for a schedule. Throws KubernetesClientException when nobody knows what came of it. */
    Outcome make(SnapshotSchedule schedule, Optional<Scratch> scratch, Instant now) {
        SnapshotSchedule live = client.resource(schedule).get();
        if (live == null || isOther(live, schedule)) {
            return new Outcome.Later();
        }
        ScheduleView.Objects objects =
                Neighbours.live(client, schedule.getMetadata().getNamespace());
        Optional<Change> change =
                SchedulePlan.of(ScheduleView.of(live, objects, scratch), now).change();
        return change.map(c -> carryOut(live, objects, c, now)).orElseGet(Outcome.Later::new);
    }

    private static boolean isOther(SnapshotSchedule live, SnapshotSchedule schedule) {
        return !live.getMetadata().getUid().equals(schedule.getMetadata().getUid())
                || live.getMetadata().getDeletionTimestamp() != null;
    }

    private Outcome carryOut(SnapshotSchedule schedule, ScheduleView.Objects objects, Change change, Instant now) {
        try {
            return switch (change) {
                case Change.Create(var object) -> create(schedule, object, now);
                case Change.Delete delete -> delete(schedule, objects, delete, now);
                case Change.DeleteScratchIndices indices -> new Outcome.Later();
            };
        } catch (KubernetesClientException e) {
            if (LATER.contains(e.getCode())) {
                return new Outcome.Later();
            }
            if (REFUSED.contains(e.getCode())) {
                return new Outcome.Refused(words(e));
            }
            throw e;
        }
    }

    private Outcome create(SnapshotSchedule schedule, HasMetadata object, Instant now) {
        HasMetadata made = client.resource(object).create();
        tell(schedule, "Created", object.getKind() + " " + made.getMetadata().getName(), now);
        return new Outcome.Made(Optional.of(made));
    }

    /** Exactly the object that was planned with, in that very version. */
    private Outcome delete(SnapshotSchedule schedule, ScheduleView.Objects objects, Change.Delete delete, Instant now) {
        Optional<HasMetadata> object = Stream.<List<? extends HasMetadata>>of(
                        objects.snapshots(), objects.restores(), objects.repositories(), objects.clusters())
                .<HasMetadata>flatMap(List::stream)
                .filter(o -> o.getMetadata().getUid().equals(delete.uid()))
                .findFirst();
        object.ifPresent(o -> {
            api.delete(o);
            tell(schedule, "Deleted", delete.kind() + " " + delete.name() + ": " + delete.why(), now);
        });
        return new Outcome.Made(Optional.empty());
    }

    private void tell(SnapshotSchedule schedule, String reason, String message, Instant now) {
        events.write(schedule, EventWriter.Type.Normal, reason, message, now);
    }

    private static String words(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(s -> s.getMessage()).orElse(e.getMessage());
    }
}
