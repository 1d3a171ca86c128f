package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How vm.max_map_count gets to the value that Elasticsearch wants. */
public record MaxMapCount(
        @Default("InitContainer")
        @JsonPropertyDescription("InitContainer (default): a privileged init container raises it on the host."
                + " AssumeConfigured: the hosts are prepared already; a node on a host that is not says so."
                + " DisableMmap: Elasticsearch does without memory mapping (slower); no privileged container, the pods"
                + " pass the restricted Pod Security level.")
        Mode mode,

        @Min(65530)
        @Max(2147483647L)
        @Default("262144")
        @JsonPropertyDescription("The value wanted, in areas. A host that has more is left alone.")
        Integer value) {

    /** Who sees to the kernel setting. */
    public enum Mode {
        InitContainer,
        AssumeConfigured,
        DisableMmap
    }

    public MaxMapCount {
        mode = mode == null ? Mode.InitContainer : mode;
        value = value == null ? 262144 : value;
    }
}
