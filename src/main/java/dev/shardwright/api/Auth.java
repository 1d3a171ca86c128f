package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Users and roles beside those that the operator makes. */
public record Auth(
        @Size(max = 100)
        @JsonPropertyDescription(
                "Users of the file realm, one Secret each: username, password and roles (comma-separated).")
        List<SecretRef> users,

        @Size(max = 100)
        @JsonPropertyDescription("Role definitions, each Secret with a key roles.yml in Elasticsearch's format.")
        List<SecretRef> roles) {

    public Auth {
        users = users == null ? List.of() : List.copyOf(users);
        roles = roles == null ? List.of() : List.copyOf(roles);
    }
}
