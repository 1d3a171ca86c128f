package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.Map;

/** The Service in front of the HTTP port. */
public record HttpService(
        @Default("ClusterIP") @JsonPropertyDescription("ClusterIP (default), NodePort or LoadBalancer.")
        Type type,

        @JsonPropertyDescription("Annotations of the Service, for example those a load balancer controller reads.")
        Map<String, String> annotations) {

    /** How the Service is reached. */
    public enum Type {
        ClusterIP,
        NodePort,
        LoadBalancer
    }

    public HttpService {
        type = type == null ? Type.ClusterIP : type;
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
