package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** From where, over what, to where. */
@JsonClassDescription("From where, over what, to where.")
@ValidationRule(
        value = "!has(self.source.clusterRef) || !has(self.target.clusterRef)"
                + " || self.source.clusterRef.name != self.target.clusterRef.name",
        message = "source and target are the same cluster")
@ValidationRule(
        value = "!has(self.source.external) || !has(self.target.external)"
                + " || self.source.external.url != self.target.external.url",
        message = "source and target are the same cluster")
@ValidationRule(
        value = "!has(self.cutover) || self.verification != 'None'",
        message = "a cutover needs a comparison: set verification to Counts or CountsAndSamples, or remove cutover")
public record MigrationSpec(
        @Required @JsonPropertyDescription("The cluster that has the documents.")
        MigrationSide source,

        @Required @JsonPropertyDescription("The cluster that takes them. The place is registered read-only there.")
        MigrationSide target,

        @Required @JsonPropertyDescription("The place that both clusters reach.")
        MigrationRepository repository,

        @Size(max = 1000)
        @JsonPropertyDescription(
                "Indices and data streams: names, and patterns with * and a leading - to leave some out."
                        + " Default: all that are not hidden. With a cutover, indices alone: a data stream cannot be"
                        + " brought up to date by a second restore.")
        List<String> indices,

        @JsonPropertyDescription("Other names on the target. Default: the same names.")
        Rename rename,

        @SchemaFrom(type = Object.class)
        @PreserveUnknownFields
        @JsonPropertyDescription("Settings that the indices have during the restore, put back afterwards. Default:"
                + " number_of_replicas: 0 and refresh_interval: -1.")
        Map<String, Object> indexSettings,

        @Default("Counts")
        @JsonPropertyDescription(
                "How the copy is checked: Counts (default), CountsAndSamples or None. A cutover needs one"
                        + " of the first two.")
        Verification verification,

        @JsonPropertyDescription("How the application goes over to the target. Default: it does not, and the Migration"
                + " ends with the first copy. To decide later, set cutover.move: Wait.")
        Cutover cutover) {

    public MigrationSpec {
        indices = indices == null ? List.of() : List.copyOf(indices);
        verification = verification == null ? Verification.Counts : verification;
    }
}
