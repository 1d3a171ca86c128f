package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The certificate authorities of a cluster. They live for ten years and are replaced when a third of that is left. */
public record Certificates(
        @Size(max = 100)
        @JsonPropertyDescription(
                "Change it to any new text, and both authorities (transport and HTTP) are replaced now:"
                        + " the new ones are trusted by every node before a certificate of theirs is used, the old ones until"
                        + " none is. No node restarts.")
        String rotationTrigger) {}
