package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Secret of the same namespace. */
public record SecretRef(
        @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of a Secret in the namespace of the cluster.")
        String secretName) {}
