package dev.shardwright.snapshot.pass;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Errands;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import dev.shardwright.snapshot.site.Words;
import dev.shardwright.support.EventWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last thing done for a resource that is being deleted. It is tried for 20 seconds and then given up with an event
 * that says what stayed behind: no resource and no namespace hangs on a cluster that is gone.
 */
public final class Farewell {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** An operator that has just begun learns of its clusters within this time. */
    private static final Duration FOR_A_CLUSTER = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Errands errands;
    private final EventWriter events;
    private final Map<String, Instant> begun = new ConcurrentHashMap<>(); // by UID: this operator has 20 seconds, too

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
        Instant since = begun.computeIfAbsent(resource.getMetadata().getUid(), uid -> now);
        Optional<Findings.Finding<Verdict<Done>>> last = errands.findings(id).of(errand);
        if (last.flatMap(l -> l.reply().asOptional())
                .filter(v -> v instanceof Verdict.Granted)
                .isPresent()) {
            return release(resource);
        }
        return switch (site) {
            case Sites.Lookup.Missing(var reason, var message) ->
                now.isBefore(since.plus(FOR_A_CLUSTER)) && reason.equals("ClusterMissing")
                        ? later()
                        : giveUp(resource, stays, message, now);
            case Sites.Lookup.Found(var found) -> {
                if (!now.isBefore(since.plus(PATIENCE))) {
                    yield giveUp(
                            resource, stays, last.map(l -> words(l.reply())).orElse("no answer yet"), now);
                }
                attempt(id, found, errand, last.map(Findings.Finding::at), now);
                yield later();
            }
        };
    }

    private void attempt(ResourceID id, Site site, Errand<Verdict<Done>> errand, Optional<Instant> last, Instant now) {
        if (last.filter(at -> now.isBefore(at.plus(PAUSE))).isEmpty()) {
            errands.run(id, site, errand);
        }
    }

    private static DeleteControl later() {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(PAUSE.toMillis());
    }

    private DeleteControl giveUp(HasMetadata resource, String stays, String why, Instant now) {
        events.write(resource, EventWriter.Type.Warning, "LeftBehind", stays + ": " + why, now);
        return release(resource);
    }

    private DeleteControl release(HasMetadata resource) {
        begun.remove(resource.getMetadata().getUid());
        return DeleteControl.defaultDelete();
    }

    private static String words(Reply<Verdict<Done>> reply) {
        return switch (reply) {
            case Reply.Failure<Verdict<Done>>(var problem, var message) -> message;
            case Reply.Answer<Verdict<Done>>(Verdict.Refused<Done>(var why)) -> Words.of(why);
            case Reply.Answer<Verdict<Done>>(Verdict.Granted<Done> done) -> "done";
        };
    }
}
