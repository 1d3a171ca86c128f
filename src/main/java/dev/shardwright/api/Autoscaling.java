package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Bounds and targets for a data pool whose size the operator chooses. */
@ValidationRule(
        value = "self.minReplicas <= self.maxReplicas",
        message = "autoscaling.minReplicas must not be above autoscaling.maxReplicas",
        fieldPath = ".minReplicas")
public record Autoscaling(
        @Required
        @Min(1)
        @Max(500)
        @JsonPropertyDescription("The pool never has fewer nodes. A raise takes effect at once.")
        Integer minReplicas,

        @Required
        @Min(1)
        @Max(500)
        @JsonPropertyDescription("The pool never has more nodes. When it is lowered, nodes above it are drained and"
                + " removed by the usual rules. The same as minReplicas: only volumes grow.")
        Integer maxReplicas,

        @Size(max = 30)
        @ValidationRule(
                value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                message = "autoscaling.maxStorage must be a positive quantity, for example 500Gi")
        @JsonPropertyDescription("How far each volume of the pool may grow, for example 500Gi. Volumes grow in place,"
                + " before nodes are added, and never shrink; the StorageClass must allow it. Absent: volumes do not"
                + " grow by themselves.")
        String maxStorage,

        @Min(30)
        @Max(95)
        @Default("75")
        @JsonPropertyDescription("Target for the disks of the pool, all of them together, in percent. Above it volumes"
                + " grow, or a node is added. A node is removed only if the others would stay below this minus 15."
                + " Default 75: below Elasticsearch's low watermark, which is 85 unless disks are large.")
        Integer diskPercent,

        @Min(1)
        @Max(10_000)
        @Default("900")
        @JsonPropertyDescription("Target for the shards of the pool, primaries and replicas, per node. Above it a node"
                + " is added. A node is removed only if the others would stay within 80 percent of it. Default 900:"
                + " Elasticsearch makes no more indices at 1000 (cluster.max_shards_per_node).")
        Integer shardsPerNode,

        @Size(max = 16)
        @Default(Autoscaling.SCALE_UP_COOLDOWN)
        @ValidationRule(
                value = Autoscaling.DURATION,
                message = "autoscaling.scaleUpCooldown: " + Autoscaling.DURATION_TOLD)
        @JsonPropertyDescription("Time after a change of size before volumes grow again or another node is added, for"
                + " example 90s or 5m. Default 5m.")
        String scaleUpCooldown,

        @Size(max = 16)
        @Default(Autoscaling.SCALE_DOWN_COOLDOWN)
        @ValidationRule(
                value = Autoscaling.DURATION,
                message = "autoscaling.scaleDownCooldown: " + Autoscaling.DURATION_TOLD)
        @JsonPropertyDescription("How long every reading must say that one node less would do before one is removed,"
                + " for example 1h30m. Default 1h.")
        String scaleDownCooldown) {

    /** Default of scaleUpCooldown. */
    public static final String SCALE_UP_COOLDOWN = "5m";

    /** Default of scaleDownCooldown. */
    public static final String SCALE_DOWN_COOLDOWN = "1h";

    static final String DURATION =
            "self.matches('^([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?$')" + " && duration(self) >= duration('10s')";

    static final String DURATION_TOLD = "use hours, minutes and seconds, at least 10s, for example 90s, 5m or 1h30m";

    public Autoscaling {
        diskPercent = diskPercent == null ? 75 : diskPercent;
        shardsPerNode = shardsPerNode == null ? 900 : shardsPerNode;
        scaleUpCooldown = scaleUpCooldown == null ? SCALE_UP_COOLDOWN : scaleUpCooldown;
        scaleDownCooldown = scaleDownCooldown == null ? SCALE_DOWN_COOLDOWN : scaleDownCooldown;
    }

    /** The number of nodes within the bounds that is nearest. */
    public int clamp(int replicas) {
        return Math.min(Math.max(replicas, minReplicas), maxReplicas);
    }
}
