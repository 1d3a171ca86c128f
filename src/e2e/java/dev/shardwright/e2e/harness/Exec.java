package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command in a container and returns what it printed. */
public final class Exec {
    private static final int TIMEOUT_SECONDS = 30;

    private Exec() {}

    /** The output of a shell command that must succeed. */
    public static String shell(KubernetesClient client, String namespace, String pod, String container, String script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecWatch watch = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .writingOutput(out)
                .writingError(err)
                .exec("sh", "-c", script)) {
            int code = watch.exitCode().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            String output = out.toString(StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IllegalStateException("exit code %d of '%s' in %s: %s%s"
                        .formatted(code, script, pod, output, err.toString(StandardCharsets.UTF_8)));
            }
            return output;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("'" + script + "' in " + pod + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
