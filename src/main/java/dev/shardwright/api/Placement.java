package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How the nodes of a cluster are spread over hosts and zones. */
public record Placement(
        @Default("Preferred")
        @JsonPropertyDescription("Required: never two nodes of this cluster on one host (a node that finds no free host"
                + " stays Pending). Preferred (default): avoided where possible. None: no rule.")
        Spread spread,

        @Size(min = 1, max = 317)
        @ValidationRule(
                value = "self.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$')",
                message = "placement.zoneKey must be the key of a node label, for example topology.kubernetes.io/zone")
        @JsonPropertyDescription(
                "Node label that names the zone, for example topology.kubernetes.io/zone. When set, each pool is"
                        + " spread evenly over the zones and Elasticsearch keeps the copies of a shard in different zones.")
        String zoneKey) {

    /** The rule about two nodes of a cluster on one host. */
    public enum Spread {
        Required,
        Preferred,
        None
    }

    public Placement {
        spread = spread == null ? Spread.Preferred : spread;
    }
}
