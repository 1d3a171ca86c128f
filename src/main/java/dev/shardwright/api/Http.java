package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The HTTP side of the cluster: certificate and Service. */
public record Http(
        @JsonPropertyDescription(
                "TLS of the HTTP port. Default: on, with a certificate of the cluster's own authority.")
        HttpTls tls,

        @JsonPropertyDescription("The Service <cluster>-http in front of the nodes.")
        HttpService service) {

    public Http {
        tls = tls == null ? new HttpTls(null, null) : tls;
        service = service == null ? new HttpService(null, null) : service;
    }
}
