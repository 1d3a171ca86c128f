package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A file system that every node shares. */
public record FsLocation(
        @Required
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
                "Folder that every master and data node sees, below one of the paths in path.repo. On an ElasticCluster"
                        + " mount the volume by podTemplate and set path.repo in config.")
        String location) {}
