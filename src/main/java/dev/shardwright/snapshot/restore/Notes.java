package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.RestoreSpec;
import dev.shardwright.api.snapshot.Verification;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.counts.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is worth knowing before a restore and does not stand in its way. */
record Notes(RestoreSpec spec, SnapshotInfo snapshot, Chosen chosen, Optional<Counts> counts) {
    private static final String REPLICAS = "index.number_of_replicas";
    private static final int LISTED = 5;

    List<String> all() {
        List<String> notes = new ArrayList<>();
        if (FastSettings.of(spec.indexSettings()).containsKey(REPLICAS)) {
            notes.add("replicas come afterwards, when the settings are put back, and take their room then");
        }
        if (spec.includeGlobalState()) {
            notes.add(
                    "cluster settings, templates, pipelines and policies of the snapshot replace those of the cluster");
        }
        if (!spec.featureStates().isEmpty()) {
            notes.add("the system indices of " + String.join(", ", spec.featureStates())
                    + " are replaced; their documents are not counted");
        }
        if (spec.rename() != null && spec.includeAliases()) {
            notes.add(
                    "aliases keep their names and stand for the renamed indices, too: set spec.includeAliases to false"
                            + " to leave them out");
        }
        uncounted().ifPresent(notes::add);
        return notes;
    }

    private Optional<String> uncounted() {
        if (spec.verification() == Verification.None || counts.isEmpty() || spec.compareWith() != null) {
            return Optional.empty();
        }
        List<String> names = chosen.targets().keySet().stream()
                .filter(i -> counts.get().indices().get(i) == null
                        || !counts.get().indices().get(i).isCounted())
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("the Snapshot did not count "
                        + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                        + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "")
                        + ", so that it cannot be verified: leave it out, or set spec.verification to None");
    }
}
