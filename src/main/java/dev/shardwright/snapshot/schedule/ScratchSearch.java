package dev.shardwright.snapshot.schedule;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.repository.Registration;
import dev.shardwright.snapshot.site.Errand;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The search for what a drill left in its cluster: where to ask, what is known by now, and what to do next.
 *
 * @param restore  name of the drill's Restore
 * @param find     the question
 * @param site     where
 * @param findings what the errands of the schedule have brought
 */
record ScratchSearch(String restore, FindScratch find, Sites.Lookup site, Findings findings) {
    /** An answer is good for as long; then, and after a failure, it is asked again. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /**
     * The repository that the drill read: by it the cluster is found. Empty when none of that name on that cluster is left;
     * another cluster would rightly say that there is nothing.
     */
    static Optional<SnapshotRepository> repository(Restore restore, List<SnapshotRepository> all) {
        RestoreStatus status = restore.getStatus();
        return all.stream()
                .filter(r -> r.getMetadata()
                        .getNamespace()
                        .equals(restore.getMetadata().getNamespace()))
                .filter(r -> Registration.name(r).equals(status.repository()))
                .filter(r -> cluster(r.getSpec()).equals(status.cluster()))
                .findFirst();
    }

    /** The search for what this Restore left. */
    static ScratchSearch of(Restore restore, String prefix, Sites.Lookup site, Findings findings) {
        RestoreStatus status = restore.getStatus();
        return new ScratchSearch(
                restore.getMetadata().getName(),
                new FindScratch(status.repository(), status.snapshot(), prefix),
                site,
                findings);
    }

    /** What is known; empty when it has to be asked first. */
    Optional<Scratch> known(Instant now) {
        return site instanceof Sites.Lookup.Missing(var reason, var message)
                ? Optional.of(unknown(message))
                : findings.fresh(find, now, PAUSE).map(this::scratch);
    }

    /** What to ask or to delete next, if it is time for it. */
    Optional<Errand<?>> errand(Optional<Change> change, Instant now) {
        Errand<?> next = change.isPresent() && change.get() instanceof Change.DeleteScratchIndices(var drill, var names)
                ? new DeleteScratch(find, names)
                : find;
        return findings.fresh(next, now, PAUSE).isPresent() ? Optional.empty() : Optional.of(next);
    }

    /** Where; empty when that is not known. */
    Optional<Site> place() {
        return site.asOptional();
    }

    private Scratch scratch(Reply<Verdict<Leftover>> reply) {
        return switch (reply) {
            case Reply.Failure<Verdict<Leftover>>(var problem, var message) -> unknown(message);
            case Reply.Answer<Verdict<Leftover>>(Verdict.Refused<Leftover>(var why)) ->
                unknown(why.type() + ": " + why.reason());
            case Reply.Answer<Verdict<Leftover>>(Verdict.Granted<Leftover>(var left)) -> scratch(left);
        };
    }

    private Scratch scratch(Leftover left) {
        return left.names().isEmpty() && !left.doubtful().isEmpty()
                ? unknown("it cannot be told whether " + left.doubtful().getFirst()
                        + " came from it: if so, delete it by hand, else call it otherwise")
                : new Scratch(restore, Optional.of(left.names()), "");
    }

    private Scratch unknown(String trouble) {
        return new Scratch(restore, Optional.empty(), trouble);
    }

    /** As the status of a Restore names it. */
    private static String cluster(SnapshotRepositorySpec spec) {
        return spec.clusterRef() != null
                ? spec.clusterRef().name()
                : spec.external().url();
    }
}
