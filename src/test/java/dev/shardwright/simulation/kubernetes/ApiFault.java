package dev.shardwright.simulation.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** The errors of the Kubernetes API. */
final class ApiFault {
    /** What may befall any write: conflict, too many requests, server errors, and no answer at all. */
    static final List<Integer> PASSING = List.of(409, 429, 500, 503, 0);

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private ApiFault() {}

    static KubernetesClientException of(int code, String message) {
        return code == 0
                ? new KubernetesClientException("An error has occurred: timeout")
                : new KubernetesClientException(
                        message,
                        code,
                        new StatusBuilder().withCode(code).withMessage(message).build());
    }

    static KubernetesClientException notFound(HasMetadata object) {
        return of(NOT_FOUND, name(object) + " not found");
    }

    static KubernetesClientException conflict(HasMetadata object, String why) {
        return of(CONFLICT, name(object) + ": " + why);
    }

    static KubernetesClientException invalid(HasMetadata object, String why) {
        return of(INVALID, name(object) + " is invalid: " + why);
    }

    static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
