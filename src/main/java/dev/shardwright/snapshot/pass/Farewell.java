package dev.shardwright.snapshot.pass;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last thing done for a resource that is being deleted. It is tried for 20 seconds and then given up with an event
 * that says what stayed behind: no resource and no namespace hangs on a cluster that is gone.
 */
public final class Farewell {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Errands errands;
    private final EventWriter events;

    /** Says farewell by these. */
    public Farewell(Errands errands, EventWriter events) {
        this.errands = errands;
        this.events = events;
    }

    /**
     * Whether the resource may go, or has to wait for its last errand.
     *
     * @param site   the cluster; one that is gone is not waited for
     * @param errand what is to be done there
     * @param stays  what stays behind when it cannot be done, for people
     */
    public DeleteControl say(
            HasMetadata resource, Sites.Lookup site, Errand<Verdict<Done>> errand, String stays, Instant now) {
        ResourceID id = ResourceID.fromResource(resource);
        Optional<Reply<Verdict<Done>>> reply = errands.findings(id).of(errand).map(f -> f.reply());
        if (reply.flatMap(Reply::asOptional)
                .filter(v -> v instanceof Verdict.Granted)
                .isPresent()) {
            return DeleteControl.defaultDelete();
        }
        Instant deleted = Instant.parse(resource.getMetadata().getDeletionTimestamp());
        if (site instanceof Sites.Lookup.Missing(var reason, var message)) {
            return giveUp(resource, stays, message, now);
        }
        if (!now.isBefore(deleted.plus(PATIENCE))) {
            return giveUp(resource, stays, reply.map(Farewell::words).orElse("no answer yet"), now);
        }
        if (site instanceof Sites.Lookup.Found(var found)) {
            errands.run(id, found, errand);
        }
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(PAUSE.toMillis());
    }

    private DeleteControl giveUp(HasMetadata resource, String stays, String why, Instant now) {
        events.write(resource, EventWriter.Type.Warning, "LeftBehind", stays + ": " + why, now);
        return DeleteControl.defaultDelete();
    }

    private static String words(Reply<Verdict<Done>> reply) {
        return switch (reply) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) -> message;
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> why.type() + ": " + why.reason();
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> done) -> "done";
        };
    }
}
