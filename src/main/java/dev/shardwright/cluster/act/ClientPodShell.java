package dev.shardwright.cluster.act;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands by the Kubernetes API. It takes the right to pods/exec, which the operator does not have by itself. */
public final class ClientPodShell implements PodShell {
    private static final long SECONDS = 120;

    private final KubernetesClient client;

    /** Works through the client. */
    public ClientPodShell(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public int run(Pod pod, List<String> command, byte[] input) {
        String name = pod.getMetadata().getName();
        try (ExecWatch watch = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .inContainer(Names.CONTAINER)
                .redirectingInput()
                .writingOutput(OutputStream.nullOutputStream())
                .writingError(OutputStream.nullOutputStream())
                .exec(command.toArray(String[]::new))) {
            watch.getInput().write(input);
            watch.getInput().flush();
            Integer code = watch.exitCode().get(SECONDS, TimeUnit.SECONDS);
            if (code == null) {
                throw new KubernetesClientException("the connection to " + name + " broke off");
            }
            return code;
        } catch (ExecutionException | TimeoutException | IOException e) {
            throw new KubernetesClientException("a command in " + name + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        }
    }
}
