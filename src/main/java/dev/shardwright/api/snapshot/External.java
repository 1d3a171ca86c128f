package dev.shardwright.api.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A cluster that the operator does not run. */
public record External(
        @Required
        @Size(min = 1, max = 1000)
        @ValidationRule(
                value = "isURL(self) && url(self).getScheme() in ['http', 'https'] && url(self).getQuery().size() == 0"
                        + " && !self.contains('@')",
                message = "external.url must be http://host:port or https://host:port, without user name and query;"
                        + " the user name and password belong into credentialsSecretName")
        @JsonPropertyDescription("Where it answers, for example https://search.example.org:9200. A path in front of the"
                + " API is kept.")
        String url,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Secret with username and password, or with apiKey (the encoded form). Default: none.")
        String credentialsSecretName,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Secret with ca.crt: the authorities that its certificate is checked with. Default: the public ones.")
        String caSecretName,

        @Default("Elasticsearch") @JsonPropertyDescription("Elasticsearch (default) or OpenSearch.")
        Flavor flavor) {

    public External {
        flavor = flavor == null ? Flavor.Elasticsearch : flavor;
    }
}
