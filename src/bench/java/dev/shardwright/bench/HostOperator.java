package dev.shardwright.bench;

import dev.shardwright.e2e.harness.LocalKubernetes;
import dev.shardwright.e2e.harness.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of this host, by plain {@code java -jar}. */
final class HostOperator implements AutoCloseable {
    private static final int PORT = 18_080;
    private static final int GRACE_SECONDS = 30;

    private final Process process;

    private HostOperator(Process process) {
        this.process = process;
    }

    static HostOperator start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(java, "-jar", LocalKubernetes.operatorJar().toString()))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "bench-operator.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "POD_NAMESPACE",
                        Operator.NAMESPACE,
                        "POD_NAME",
                        "bench",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(PORT)));
        try {
            return new HostOperator(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OperatorProcess process() {
        return new OperatorProcess(process.pid());
    }

    Door door() {
        return new Door("127.0.0.1", PORT);
    }

    /** Stops it as the kubelet does: with some time to end by itself. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
