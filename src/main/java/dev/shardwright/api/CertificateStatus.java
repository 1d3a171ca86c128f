package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A certificate that the nodes of a cluster use. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateStatus(
        @Required
        @JsonPropertyDescription("transport and http: what nodes present on that port."
                + " transport-ca and http-ca: the authority that signed it.")
        String name,

        @Required @JsonPropertyDescription("When it ends (RFC 3339).")
        String notAfter,

        @JsonPropertyDescription("How far the replacement of the authority has come, and what it waits for."
                + " Absent when it is not being replaced.")
        String rotation) {}
