package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.api.snapshot.VerificationResult;
import dev.shardwright.snapshot.counts.Counted;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.counts.IndexCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was restored, beside what should be there. An index of which nothing is known counts as one that differs: what was
 * not compared does not agree. Pure.
 *
 * @param documents how many the restored indices have
 * @param indices   how many were compared
 * @param counts    those whose numbers differ
 * @param unknown   those that could not be compared
 * @param samples   of documents
 */
record Comparison(
        long documents, int indices, List<Mismatch> counts, List<Mismatch> unknown, SampleComparison samples) {
    private static final int LISTED = 20;

    Comparison {
        counts = List.copyOf(counts);
        unknown = List.copyOf(unknown);
    }

    /**
     * Compares numbers.
     *
     * @param record   the indices that were made
     * @param expected by name in the snapshot
     * @param found    by new name
     */
    static Comparison of(RestoreRecord record, Counts expected, Map<String, Counted> found) {
        List<Mismatch> counts = new ArrayList<>();
        List<Mismatch> unknown = new ArrayList<>();
        long documents = 0;
        int compared = 0;
        for (Map.Entry<String, String> target : record.targets().entrySet()) {
            String index = target.getValue();
            IndexCount should = expected.indices().get(target.getKey());
            switch (found.get(index)) {
                case null -> unknown.add(new Mismatch(index, range(should), null, "it was not counted"));
                case Counted.Not(var why) -> unknown.add(new Mismatch(index, range(should), null, why));
                case Counted.Of(var tally) -> {
                    documents += tally.documents();
                    if (!isOurs(record, index, tally.uuid())) {
                        unknown.add(new Mismatch(
                                index, range(should), tally.documents(), "it is not the index that was restored"));
                    } else if (should == null || !should.isCounted()) {
                        unknown.add(new Mismatch(index, null, tally.documents(), why(should)));
                    } else {
                        compared++;
                        if (tally.documents() < should.lowest() || tally.documents() > should.highest()) {
                            counts.add(new Mismatch(index, range(should), tally.documents(), null));
                        }
                    }
                }
            }
        }
        return new Comparison(documents, compared, counts, unknown, SampleComparison.NONE);
    }

    /** The same, with documents. */
    Comparison with(SampleComparison compared) {
        return new Comparison(documents, indices, counts, unknown, compared);
    }

    boolean agrees() {
        return mismatches().isEmpty();
    }

    /** Those with numbers first. */
    List<Mismatch> mismatches() {
        List<Mismatch> all = new ArrayList<>(counts);
        all.addAll(samples.differ());
        all.addAll(unknown);
        all.addAll(samples.unknown());
        return all;
    }

    /** Why they do not agree, in one word. */
    String reason() {
        if (!counts.isEmpty()) {
            return "CountMismatch";
        }
        return samples.differ().isEmpty() ? "NotCounted" : "DocumentMismatch";
    }

    /** For the status. */
    VerificationResult told(String configMap) {
        List<Mismatch> all = mismatches();
        return new VerificationResult(
                indices,
                documents,
                samples.compared(),
                (int) all.stream().map(Mismatch::index).distinct().count(),
                all.subList(0, Math.min(LISTED, all.size())),
                all.size() > LISTED ? configMap : null);
    }

    /** The first differences in words. */
    String words() {
        Mismatch first = mismatches().getFirst();
        int more = mismatches().size() - 1;
        String what =
                switch (reason()) {
                    case "CountMismatch" ->
                        "index " + first.index() + " has " + first.found() + " documents and should have "
                                + first.expected();
                    case "DocumentMismatch" -> "index " + first.index() + ": " + first.message();
                    default -> "index " + first.index() + " could not be compared: " + first.message();
                };
        return what + (more > 0 ? ", and " + more + " more: see status.verification" : "");
    }

    private static boolean isOurs(RestoreRecord record, String index, String uuid) {
        Made made = record.made() == null ? null : record.made().get(index);
        return made != null && made.is().uuid().equals(uuid);
    }

    private static String why(IndexCount should) {
        return should == null || should.uncounted() == null
                ? "how many documents it should have is not known"
                : "how many documents it should have is not known: " + should.uncounted();
    }

    private static String range(IndexCount count) {
        if (count == null || !count.isCounted()) {
            return null;
        }
        return count.lowest().equals(count.highest())
                ? count.lowest().toString()
                : count.lowest() + " to " + count.highest();
    }
}
