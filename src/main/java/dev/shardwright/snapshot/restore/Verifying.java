package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.api.snapshot.VerificationResult;
import dev.shardwright.elasticsearch.IndexShards;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.snapshot.counts.CountIndices;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counting;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.pass.Decision;
import dev.shardwright.snapshot.site.Findings.Finding;
import dev.shardwright.snapshot.site.Silence;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All shards are there: are all documents? Counted on the new indices, and compared with what the snapshot should hold. */
final class Verifying {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final RestoreView view;
    private final RestoreReport report;
    private final RestoreRecord record;
    private final Map<String, Integer> shards = new HashMap<>();
    private final Copying copying;
    private final Instant now;

    Verifying(RestoreView view, RestoreReport report, Copying copying, Instant now) {
        this.view = view;
        this.report = report;
        this.record = view.record().orElseThrow();
        this.copying = copying;
        this.now = now;
        for (IndexShards index : copying.shards()) {
            shards.put(index.index(), (int)
                    index.copies().stream().filter(IndexShards.Copy::primary).count());
        }
    }

    Decision<RestoreStatus> decide() {
        List<CountIndices.Index> restored = record.targetNames().stream()
                .map(name -> new CountIndices.Index(name, shards.getOrDefault(name, 0)))
                .toList();
        Counting found = Counting.ofOpen(restored, CountIndices.Moment.After, view.findings());
        if (found.next().isPresent()) {
            return found.failure()
                    .map(trouble -> Decision.retry(
                            report.waiting(Silence.reason(trouble.problem()), trouble.message()),
                            found.next().get(),
                            trouble.at(),
                            RestorePlan.PAUSE,
                            now))
                    .orElseGet(() ->
                            Decision.run(report.verifying(copying), found.next().get()));
        }
        return view.comparedWith()
                .map(source -> live(source, found.counted()))
                .orElseGet(() -> withDocuments(Comparison.of(record, remembered(), found.counted())));
    }

    /** What the Snapshot wrote down; nothing, when that is gone. */
    private Counts remembered() {
        return view.expected(record.place().snapshot()).orElse(new Counts("", List.of(), Map.of()));
    }

    private Decision<RestoreStatus> withDocuments(Comparison comparison) {
        Counts expected = remembered();
        if (view.resource().getSpec().verification() != Verification.CountsAndSamples) {
            return judged(comparison);
        }
        Map<String, SampleFinding> documents = new TreeMap<>();
        for (ReadSamples batch : ReadSamples.batches(SampleComparison.keys(record.targets(), expected))) {
            Optional<Finding<Map<String, SampleFinding>>> last = view.findings().of(batch);
            if (last.isEmpty()) {
                return Decision.run(report.verifying(copying), batch);
            }
            switch (last.get().reply()) {
                case Reply.Failure<Map<String, SampleFinding>>(var problem, var message) -> {
                    return Decision.retry(
                            report.waiting(Silence.reason(problem), message),
                            batch,
                            last.get().at(),
                            RestorePlan.PAUSE,
                            now);
                }
                case Reply.Answer<Map<String, SampleFinding>>(var read) -> documents.putAll(read);
            }
        }
        return judged(comparison.with(SampleComparison.of(record.targets(), expected, documents)));
    }

    /** The numbers of a running cluster, for snapshots of which nothing was written down. */
    private Decision<RestoreStatus> live(Sites.Lookup lookup, Map<String, Counted> found) {
        return switch (lookup) {
            case Sites.Lookup.Missing(var reason, var message) ->
                Decision.tell(report.waiting(reason, "spec.compareWith: " + message), RestorePlan.PAUSE);
            case Sites.Lookup.Found(var site) -> live(site, found);
        };
    }

    private Decision<RestoreStatus> live(Site site, Map<String, Counted> found) {
        Map<String, IndexCount> expected = new TreeMap<>();
        List<String> sources = new ArrayList<>(record.targets().keySet());
        for (int from = 0; from < sources.size(); from += CountIndices.BATCH) {
            Elsewhere question = new Elsewhere(
                    site.name(),
                    new CountIndices(
                            sources.subList(from, Math.min(sources.size(), from + CountIndices.BATCH)).stream()
                                    .map(name -> new CountIndices.Index(
                                            name,
                                            shards.getOrDefault(record.targets().get(name), 0)))
                                    .toList(),
                            CountIndices.Moment.After));
            Optional<Finding<Map<String, Counted>>> last = view.findings().of(question);
            if (last.isEmpty()) {
                return Decision.run(report.verifying(copying), question).elsewhere(site);
            }
            switch (last.get().reply()) {
                case Reply.Failure<Map<String, Counted>>(var problem, var message) -> {
                    return Decision.retry(
                                    report.waiting(Silence.reason(problem), "spec.compareWith: " + message),
                                    question,
                                    last.get().at(),
                                    RestorePlan.PAUSE,
                                    now)
                            .elsewhere(site);
                }
                case Reply.Answer<Map<String, Counted>>(var counted) ->
                    counted.forEach((name, count) -> expected.put(name, asExpected(count)));
            }
        }
        return withDocuments(Comparison.of(record, new Counts("", List.of(), expected), found));
    }

    private static IndexCount asExpected(Counted count) {
        return switch (count) {
            case Counted.Of(var tally) -> IndexCount.exactly(tally);
            case Counted.Not(var why) -> IndexCount.uncounted("on the cluster that it is compared with: " + why);
        };
    }

    private Decision<RestoreStatus> judged(Comparison comparison) {
        VerificationResult result = comparison.told(MismatchFile.name(view.resource()));
        return comparison.agrees()
                ? Decision.tell(report.compared(result), AT_ONCE)
                : Decision.tell(report.differing(result, comparison.reason(), comparison.words()), AT_ONCE)
                        .applying(MismatchFile.of(view.resource(), comparison.mismatches()));
    }
}
