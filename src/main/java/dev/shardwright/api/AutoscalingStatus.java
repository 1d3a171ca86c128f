package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;

/** What autoscaling has decided for a pool: the record that the next pass, and the next operator, go by. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutoscalingStatus(
        @Required @JsonPropertyDescription("Name of the pool.")
        String pool,

        @JsonPropertyDescription("Number of nodes that the pool is to have.")
        Integer replicas,

        @JsonPropertyDescription("Size that each volume of the pool is to have.")
        String storage,

        @JsonPropertyDescription("ScaledUp, ScaledDown, StorageGrown, Steady, ShrinkPending, CoolingDown, AtMaximum,"
                + " CannotShrink, ClusterNotGreen, Changing, Suspended or Unknown.")
        String reason,

        @JsonPropertyDescription("The same for people.") String message,

        @JsonPropertyDescription("When a size last changed, or was first recorded. scaleUpCooldown counts from here.")
        String lastScaleTime,

        @JsonPropertyDescription("Since when every reading said that one node less would do. Absent when the last one"
                + " did not. scaleDownCooldown counts from here.")
        String lowSince,

        @JsonPropertyDescription("How full the disks of the pool were when reason or message last changed, in percent.")
        Integer diskPercent,

        @JsonPropertyDescription("Shards of the pool per node when reason or message last changed.")
        Integer shardsPerNode) {

    /** Whether both ask for the same sizes. */
    public boolean hasSizesOf(AutoscalingStatus other) {
        return Objects.equals(replicas, other.replicas) && Objects.equals(storage, other.storage);
    }

    /** Whether both say the same but for the figures that were read, which change all the time. */
    public boolean saysTheSameAs(AutoscalingStatus other) {
        return withoutFigures().equals(other.withoutFigures());
    }

    private AutoscalingStatus withoutFigures() {
        return new AutoscalingStatus(pool, replicas, storage, reason, message, lastScaleTime, lowSince, null, null);
    }
}
