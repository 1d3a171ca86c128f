package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What is to happen with one node. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodePlanStatus(
        @Required @JsonPropertyDescription("Name of the node, which is the name of its pod.")
        String node,

        @JsonPropertyDescription("Keep, Create, Restart or Remove: exactly one for each node.")
        Intent intent,

        @JsonPropertyDescription(
                "Where the node is: Absent, Scheduling, Starting, Joining, Member, Failing or Leaving.")
        String state,

        @JsonPropertyDescription("Name of the rule that holds the next step back. Absent when nothing does.")
        String blockedBy,

        @JsonPropertyDescription("The same for people.") String message) {

    /** The one intent that a plan has for a node. */
    public enum Intent {
        Keep,
        Create,
        Restart,
        Remove
    }
}
