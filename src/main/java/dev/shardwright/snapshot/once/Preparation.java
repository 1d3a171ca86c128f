package dev.shardwright.snapshot.once;

import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.api.snapshot.SnapshotStatus;
import dev.shardwright.elasticsearch.IndexDetails;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Verdict;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counting;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.CountsFile;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Sample;
import dev.shardwright.snapshot.counts.Sampling;
import dev.shardwright.snapshot.names.Expressions;
import dev.shardwright.snapshot.names.Selection;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Words;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Before a snapshot begins: which indices, and how many documents they have. Both are written down before the start. */
final class Preparation {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration LIST_LASTS = Duration.ofMinutes(10);
    private static final int UID_DIGITS = 8;

    private final SnapshotView view;
    private final SnapshotReport report;
    private final Instant now;

    Preparation(SnapshotView view, SnapshotReport report, Instant now) {
        this.view = view;
        this.report = report;
        this.now = now;
    }

    Decision<SnapshotStatus> decide() {
        FindIndices find =
                new FindIndices(new Expressions(view.resource().getSpec().indices()));
        Optional<Finding<Verdict<Selection>>> found = view.findings().of(find);
        if (found.isEmpty()) {
            return Decision.run(report.waiting("Preparing", "looks which indices there are"), find);
        }
        return switch (found.get().reply()) {
            case Reply.Failure<Verdict<Selection>>(var problem, var message) ->
                again(report.silent(problem, message), find, found.get());
            case Reply.Answer<Verdict<Selection>>(Verdict.Refused<Selection>(var why)) ->
                again(report.waiting("Refused", Words.of(why)), find, found.get());
            case Reply.Answer<Verdict<Selection>>(Verdict.Granted<Selection>(var selection)) ->
                chosen(selection, find, found.get().at());
        };
    }

    private Decision<SnapshotStatus> chosen(Selection selection, FindIndices find, Instant foundAt) {
        if (isNothing(selection)) {
            return Decision.tell(report.failed(
                    "NothingToTake",
                    "spec.indices stands for no index and no data stream: "
                            + String.join(", ", find.wanted().list())));
        }
        if (!selection.missing().isEmpty() && !view.resource().getSpec().ignoreUnavailable()) {
            return Decision.tell(report.failed(
                    "IndexMissing",
                    "spec.indices: there is no " + String.join(", ", selection.missing())
                            + ". Make a new Snapshot without, or with ignoreUnavailable: true"));
        }
        Counting counting = Counting.of(selection.indices(), CountIndices.Moment.Before, view.findings());
        if (counting.failure().isPresent()) {
            Counting.Trouble trouble = counting.failure().get();
            return Decision.retry(
                    report.silent(trouble.problem(), trouble.message()),
                    counting.next().orElseThrow(),
                    trouble.at(),
                    LOOK_AGAIN,
                    now);
        }
        if (counting.next().isPresent()) {
            return Decision.run(
                    report.waiting(
                            "Preparing",
                            "counts the documents of " + selection.indices().size() + " indices"),
                    counting.next().get());
        }
        // Waiting may have taken long, and the list must not be an old one. The counts may: what is written is written
        // down.
        if (foundAt.plus(LIST_LASTS).isBefore(now)) {
            return Decision.run(report.waiting("Preparing", "looks which indices there are"), find);
        }
        Sampling sampling = Sampling.of(
                List.copyOf(counting.counted().keySet()),
                view.resource().getSpec().samples(),
                view.findings());
        if (sampling.failure().isPresent()) {
            Counting.Trouble trouble = sampling.failure().get();
            return Decision.retry(
                    report.silent(trouble.problem(), trouble.message()),
                    sampling.next().orElseThrow(),
                    trouble.at(),
                    LOOK_AGAIN,
                    now);
        }
        if (sampling.next().isPresent()) {
            return Decision.run(
                    report.waiting("Preparing", "remembers some documents of each index"),
                    sampling.next().get());
        }
        return setOut(selection, counting.counted(), sampling.samples());
    }

    /** A snapshot of nothing would look like a backup. */
    private boolean isNothing(Selection selection) {
        SnapshotSpec spec = view.resource().getSpec();
        return selection.indices().isEmpty()
                && selection.missing().isEmpty()
                && !spec.indices().isEmpty()
                && !spec.ignoreUnavailable()
                && !spec.includeGlobalState()
                && spec.featureStates().isEmpty();
    }

    private Decision<SnapshotStatus> setOut(
            Selection selection, Map<String, Counted> counted, Map<String, List<Sample>> samples) {
        String name = snapshotName(view.resource());
        Map<String, IndexCount> indices = new TreeMap<>();
        for (IndexDetails index : selection.indices()) {
            indices.put(
                    index.name(),
                    switch (counted.getOrDefault(index.name(), new Counted.Not("it is closed"))) {
                        case Counted.Of(var tally) ->
                            IndexCount.before(index.shards(), tally).remembering(samples.get(index.name()));
                        case Counted.Not(var why) -> IndexCount.uncounted(why);
                    });
        }
        Counts counts = new Counts(name, selection.names(), indices, now.toString());
        ConfigMap file = CountsFile.of(countsMetadata(view.resource()), counts);
        return CountsFile.fits(file)
                ? Decision.tell(report.setOut(name, counts, countsName(view.resource())), Duration.ofMillis(1))
                        .applying(file)
                : Decision.tell(report.failed(
                        "TooManyIndices",
                        "the counts of " + indices.size() + " indices do not fit into a ConfigMap. Make several"
                                + " Snapshots, each of some of them"));
    }

    private Decision<SnapshotStatus> again(SnapshotStatus status, FindIndices find, Finding<?> last) {
        return Decision.retry(status, find, last.at(), LOOK_AGAIN, now);
    }

    /** The name in the repository: no two Snapshots share it, not even one made again under the same name. */
    static String snapshotName(Snapshot resource) {
        return resource.getMetadata().getName() + "-"
                + resource.getMetadata().getUid().substring(0, UID_DIGITS);
    }

    static String countsName(Snapshot resource) {
        return resource.getMetadata().getName() + "-counts";
    }

    static ObjectMeta countsMetadata(Snapshot resource) {
        return Owned.metadata(resource, countsName(resource)).build();
    }
}
