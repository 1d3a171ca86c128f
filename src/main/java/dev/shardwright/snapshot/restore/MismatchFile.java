package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Mismatch;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.snapshot.counts.PackedJson;
import dev.shardwright.support.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;

/** All differences in a ConfigMap, for people: the status has the first 20. */
final class MismatchFile {
    private static final PackedJson FILE = new PackedJson("mismatches.json");
    /** More of them do not fit, however well they are compressed. */
    private static final int MOST = 10_000;

    private MismatchFile() {}

    static String name(Restore restore) {
        return restore.getMetadata().getName() + "-mismatches";
    }

    static ConfigMap of(Restore restore, List<Mismatch> mismatches) {
        return FILE.write(
                Owned.metadata(restore, name(restore)).build(),
                mismatches.subList(0, Math.min(MOST, mismatches.size())));
    }
}
