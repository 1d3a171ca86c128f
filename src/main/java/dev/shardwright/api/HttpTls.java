package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** TLS of the HTTP port. */
@ValidationRule(
        value = "!(has(self.secretName) && has(self.disabled) && self.disabled)",
        message = "http.tls: secretName and disabled exclude each other")
public record HttpTls(
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Secret of your own certificate: tls.crt (with intermediates), tls.key and, if the authority"
                        + " is private, ca.crt. Default: the operator issues one.")
        String secretName,

        @JsonPropertyDescription("true: plain HTTP, passwords travel unencrypted. Default false.")
        Boolean disabled) {

    public HttpTls {
        disabled = Boolean.TRUE.equals(disabled);
    }

    /** Whether the port speaks TLS. */
    public boolean enabled() {
        return !disabled;
    }
}
