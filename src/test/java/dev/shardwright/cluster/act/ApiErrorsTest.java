package dev.shardwright.cluster.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "422, Invalid value, Rejected",
        "403, exceeded quota, Rejected",
        "403, is forbidden because it is being terminated, Transient",
        "400, malformed, Rejected",
        "401, Unauthorized, Rejected",
        "404, namespace not found, Transient",
        "409, the object has been modified, Transient",
        "429, too many requests, Transient",
        "500, internal error, Transient",
        "500, .spec.foo: field not declared in schema, Rejected",
        "500, unable to convert unstructured object to apps/v1, Rejected",
        "503, no endpoints, Transient",
        "0, connection refused, Transient",
    })
    void tellsWhatNeedsAPersonFromWhatPasses(int code, String message, StepFailure.Kind kind) {
        StepFailure failure = ApiErrors.failure("Service x", error(code, message));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.object()).isEqualTo("Service x");
        assertThat(failure.message()).isEqualTo("Service x: " + message);
    }

    @Test
    void longMessagesAreOneShortLine() {
        String message =
                ApiErrors.failure("Service x", error(422, "a\n b".repeat(1000))).message();
        assertThat(message).doesNotContain("\n").hasSizeLessThan(1000).endsWith("...");
    }

    @Test
    void errorWithoutAnyMessageIsSaidToo() {
        assertThat(ApiErrors.failure("Service x", new KubernetesClientException((String) null))
                        .kind())
                .isEqualTo(StepFailure.Kind.Transient);
    }

    private static KubernetesClientException error(int code, String message) {
        return new KubernetesClientException(
                message,
                code,
                new StatusBuilder().withMessage(message).withCode(code).build());
    }
}
