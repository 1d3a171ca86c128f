package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Problem;
import dev.shardwright.elasticsearch.Reply;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs errands, so that no reconcile ever waits for a cluster: one at a time for each resource, four at a time at each
 * cluster, each on a thread of its own. One that hangs ends with the limits of the API and delays nobody else's.
 */
public final class Errands {
    private static final Logger LOG = Logger.getLogger(Errands.class);
    private static final int AT_ONE_SITE = 4;

    private final Function<Site, DataApi> doors;
    private final Executor threads;
    private final InstantSource clock;
    private final Consumer<ResourceID> news;
    private final Map<ResourceID, Desk> desks = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>(); // by site

    /**
     * Nothing is under way yet.
     *
     * @param doors   the way into a cluster
     * @param threads runs each task on a thread that may block
     * @param news    told whose errand has ended; must not block
     */
    public Errands(Function<Site, DataApi> doors, Executor threads, InstantSource clock, Consumer<ResourceID> news) {
        this.doors = doors;
        this.threads = threads;
        this.clock = clock;
        this.news = news;
    }

    /** Errands on virtual threads of that name. */
    public static Errands onThreads(Doors doors, String name, InstantSource clock, Consumer<ResourceID> news) {
        return new Errands(
                doors::to, task -> Thread.ofVirtual().name(name + "-errand").start(task), clock, news);
    }

    /** What the errands of a resource have brought so far. */
    public Findings findings(ResourceID who) {
        Desk desk = desks.get(who);
        return desk == null ? Findings.NONE : desk.findings();
    }

    /** Runs an errand for a resource, unless one is under way for it: then its end brings the next pass, which asks again. */
    public void run(ResourceID who, Site site, Errand<?> errand) {
        Desk desk = desks.computeIfAbsent(who, id -> new Desk());
        if (desk.begin(errand)) {
            threads.execute(() -> carryOut(who, desk, site, errand));
        }
    }

    /** Drops what was found for a resource; an errand under way ends unheard. */
    public void forget(ResourceID who) {
        desks.remove(who);
    }

    private <T> void carryOut(ResourceID who, Desk desk, Site site, Errand<T> errand) {
        Semaphore lane = lanes.computeIfAbsent(site.name(), name -> new Semaphore(AT_ONE_SITE, true));
        lane.acquireUninterruptibly();
        Instant asked = clock.instant();
        try {
            desk.end(errand, new Findings.Finding<>(reply(site, errand), asked));
        } finally {
            lane.release();
        }
        if (desks.get(who) == desk) {
            news.accept(who);
        }
    }

    private <T> Reply<T> reply(Site site, Errand<T> errand) {
        try {
            return errand.run(doors.apply(site));
        } catch (CancellationException e) {
            return Reply.failure(Problem.UNEXPECTED, "Not asked: " + e.getMessage() + ".");
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "an errand to %s failed inside the operator", site.name());
            return Reply.failure(
                    Problem.UNEXPECTED,
                    "Asking " + site.name() + " failed inside the operator ("
                            + e.getClass().getSimpleName() + ").");
        }
    }
}
