package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** What each Snapshot of a schedule looks like. */
public record SnapshotTemplate(
        @Size(max = 30)
        @JsonPropertyDescription(
                "Labels of the Snapshots, beside shardwright.dev/schedule with the name of the" + " schedule.")
        Map<String, String> labels,

        @Size(max = 30) @JsonPropertyDescription("Annotations of the Snapshots.")
        Map<String, String> annotations,

        @Required @JsonPropertyDescription("Their spec. deletionPolicy is Delete unless it says otherwise here.")
        SnapshotSpec spec) {

    public SnapshotTemplate {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
