package dev.shardwright.bench;

import dev.shardwright.e2e.harness.AuditLog;
import dev.shardwright.e2e.harness.Console;
import dev.shardwright.e2e.harness.Operator;
import dev.shardwright.e2e.harness.Requests;
import dev.shardwright.e2e.harness.Space;
import dev.shardwright.e2e.harness.Spaces;
import dev.shardwright.e2e.harness.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** A Kubernetes with the operator, deployed as users deploy it. */
final class Bed implements AutoCloseable {
    private final World world = new World();
    private final Spaces spaces = world.spaces();

    private Bed() {}

    /** A new one: nothing of earlier sections is left. */
    static Bed fresh() {
        run("dev/bench", "fresh");
        Bed bed = new Bed();
        if (!bed.audit().available()) {
            bed.close();
            throw new IllegalStateException(
                    "the API server's audit log cannot be read: nothing can count the requests");
        }
        bed.operator().awaitReady();
        return bed;
    }

    KubernetesClient client() {
        return world.client();
    }

    Operator operator() {
        return world.operator();
    }

    AuditLog audit() {
        return world.audit();
    }

    /** A namespace, whose name begins so. */
    Space space(String prefix) {
        return spaces.open(prefix);
    }

    Pod operatorPod() {
        return operator().pods().getFirst();
    }

    OperatorProcess process() {
        return OperatorProcess.in(operatorPod()).orElseThrow();
    }

    Door door() {
        return Door.of(operatorPod().getStatus().getPodIP());
    }

    /** What the operator has asked the API server in that time. */
    Requests requests(Instant from, Instant to) {
        return audit().of(Operator.USER, from, to);
    }

    /** Runs a command of the host that must succeed. */
    static void run(String... command) {
        try {
            int code = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with exit code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its namespaces go only if the Kubernetes stays: otherwise they go with it. */
    @Override
    public void close() {
        if (System.getenv("BENCH_KEEP") != null) {
            Console.say("  removing what was made");
            spaces.close();
            world.close();
        } else {
            world.client().close();
        }
    }
}
