package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import dev.shardwright.snapshot.counts.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Documents that were restored, beside those that are remembered. One that was written again while the snapshot was taken
 * is passed over: the snapshot may hold either. Pure.
 *
 * @param compared how many documents were compared
 * @param differ   documents that differ or are missing
 * @param unknown  indices whose documents could not be compared
 */
record SampleComparison(int compared, List<Mismatch> differ, List<Mismatch> unknown) {
    static final SampleComparison NONE = new SampleComparison(0, List.of(), List.of());

    SampleComparison {
        differ = List.copyOf(differ);
        unknown = List.copyOf(unknown);
    }

    /** What has to be read for the comparison, by new name. */
    static Map<String, List<DocumentKey>> keys(Map<String, String> targets, Counts expected) {
        Map<String, List<DocumentKey>> keys = new TreeMap<>();
        targets.forEach((source, target) -> {
            IndexCount count = expected.indices().get(source);
            if (count != null && count.samples() != null && !count.samples().isEmpty()) {
                keys.put(target, count.samples().stream().map(Sample::key).toList());
            }
        });
        return keys;
    }

    /**
     * Compares.
     *
     * @param targets  new name of each index, by its name in the snapshot
     * @param expected by name in the snapshot
     * @param found    by new name
     */
    static SampleComparison of(Map<String, String> targets, Counts expected, Map<String, SampleFinding> found) {
        int compared = 0;
        List<Mismatch> differ = new ArrayList<>();
        List<Mismatch> unknown = new ArrayList<>();
        for (Map.Entry<String, String> target : new TreeMap<>(targets).entrySet()) {
            IndexCount should = expected.indices().get(target.getKey());
            if (should == null || !should.isCounted()) {
                continue; // that it is not known is said of its number already
            }
            String index = target.getValue();
            if (should.samples() == null || (should.samples().isEmpty() && should.highest() > 0)) {
                unknown.add(unknown(index, "no document of it is remembered that could be compared"));
            } else if (!should.samples().isEmpty()) {
                switch (found.get(index)) {
                    case null -> unknown.add(unknown(index, "its documents were not read"));
                    case SampleFinding.Not(var why) -> unknown.add(unknown(index, why));
                    case SampleFinding.Read(var documents) -> {
                        Map<DocumentKey, Document> there = new HashMap<>();
                        documents.found().forEach(d -> there.put(d.key(), d));
                        for (Sample sample : should.samples()) {
                            Verdict verdict = Verdict.of(sample, there.get(sample.key()), should.isExact());
                            compared += verdict == Verdict.PASSED_OVER ? 0 : 1;
                            if (verdict.words != null) {
                                differ.add(new Mismatch(
                                        index, null, null, "document " + sample.id() + " " + verdict.words));
                            }
                        }
                    }
                }
            }
        }
        return new SampleComparison(compared, differ, unknown);
    }

    private static Mismatch unknown(String index, String why) {
        return new Mismatch(index, null, null, why);
    }

    private enum Verdict {
        SAME(null),
        PASSED_OVER(null),
        OTHER_CONTENT("has another content than when the snapshot was taken"),
        REWRITTEN("was written again since it was restored"),
        MISSING("is missing");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        static Verdict of(Sample sample, Document document, boolean exact) {
            if (document == null) {
                return exact ? MISSING : PASSED_OVER;
            }
            if (!sample.isOfSameWrite(document)) {
                return exact ? REWRITTEN : PASSED_OVER;
            }
            return sample.hasContentOf(document) ? SAME : OTHER_CONTENT;
        }
    }
}
