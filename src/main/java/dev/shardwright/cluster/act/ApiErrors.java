package dev.shardwright.cluster.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** What an error of the Kubernetes API means for a step. */
final class ApiErrors {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST = 900;

    /** The API server answers 500 to an apply whose fields it does not know or cannot read. */
    private static final List<String> UNREADABLE = List.of(
            "field not declared in schema",
            "failed to create typed patch object",
            "unable to convert unstructured object");

    private ApiErrors() {}

    static StepFailure failure(String object, KubernetesClientException e) {
        return new StepFailure(kind(e), object, object + ": " + message(e));
    }

    static boolean isNotFound(KubernetesClientException e) {
        return e.getCode() == NOT_FOUND;
    }

    static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == CONFLICT;
    }

    private static StepFailure.Kind kind(KubernetesClientException e) {
        int code = e.getCode();
        boolean refused =
                code >= BAD_REQUEST && code < SERVER_ERROR && code != CONFLICT && code != TOO_MANY && code != NOT_FOUND;
        boolean unreadable =
                code == SERVER_ERROR && UNREADABLE.stream().anyMatch(String.valueOf(e.getMessage())::contains);
        return (refused || unreadable) && !isNamespaceGoing(e) ? StepFailure.Kind.Rejected : StepFailure.Kind.Transient;
    }

    /** A namespace on its way out forbids creation, and takes the cluster with it. */
    private static boolean isNamespaceGoing(KubernetesClientException e) {
        return e.getCode() == FORBIDDEN && String.valueOf(e.getMessage()).contains("being terminated");
    }

    private static String message(KubernetesClientException e) {
        String message = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : String.valueOf(e.getMessage());
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
