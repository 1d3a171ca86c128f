package dev.shardwright.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What only the local Kubernetes of dev/ can do: lose a node, stop the API server, take a new image. */
public final class LocalKubernetes {
    private static final String CLUSTER = "dev/cluster";

    LocalKubernetes() {}

    /** Ends the test as skipped on any other Kubernetes. */
    public LocalKubernetes require() {
        Assumptions.assumeTrue(isTarget(), "needs the local Kubernetes of dev/cluster");
        return this;
    }

    static boolean isTarget() {
        String target = System.getenv("KUBECONFIG");
        return target != null && target.equals(run(CLUSTER, "kubeconfig"));
    }

    /** All processes of the node die at once. Its name is node- and a number. */
    public void stop(String node) {
        run(CLUSTER, "stop-node", number(node));
    }

    /** Brings the node back, and waits until it is ready. */
    public void start(String node) {
        run(CLUSTER, "start-node", number(node));
    }

    /** The API server dies, and comes back as soon as a new one has started. */
    public void restartApiServer() {
        run(CLUSTER, "restart-api");
    }

    /** Makes the operator's image of that name from a jar, and puts it on every node. */
    public void load(Path jar, String image) {
        String[] said =
                run("dev/images/build", "operator", jar.toString(), image).split("\n", -1);
        run(CLUSTER, "load", said[said.length - 1]);
    }

    /** Makes one of the other images of dev/images, unless it is there already, and puts it on those nodes that lack it. */
    static void load(String image) {
        run(CLUSTER, "load", run("dev/images/build", image));
    }

    /** The jar that the operator's image was made from. */
    public static Path operatorJar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(f -> f.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target: run make jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(String node) {
        return node.replaceFirst("^node-", "");
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Arrays.toString(command) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
