package dev.shardwright.e2e.harness;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotSchedule;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes down everything one needs to understand a failure, before the namespaces go. */
final class Diagnostics {
    private static final int LOG_LINES = 400;

    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(SnapshotRepository.class, Snapshot.class, SnapshotSchedule.class, Restore.class);

    private final KubernetesClient client;
    private final Operator operator;

    Diagnostics(KubernetesClient client, Operator operator) {
        this.client = client;
        this.operator = operator;
    }

    void dump(String test, Throwable failure, List<Space> spaces) {
        Path folder = Path.of("target", "e2e", test.replaceAll("[^A-Za-z0-9._-]+", "-"));
        write(folder.resolve("failure.txt"), () -> stackTrace(failure));
        write(folder.resolve("operator.log"), () -> operator.log(LOG_LINES));
        for (Space space : spaces) {
            Path inside = folder.resolve(space.name());
            write(
                    inside.resolve("clusters.yaml"),
                    () -> yaml(client.resources(ElasticCluster.class)
                            .inNamespace(space.name())
                            .list()
                            .getItems()));
            for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
                write(
                        inside.resolve(kind.getSimpleName().toLowerCase(Locale.ROOT) + "s.yaml"),
                        () -> yaml(client.resources(kind)
                                .inNamespace(space.name())
                                .list()
                                .getItems()));
            }
            write(
                    inside.resolve("pods.yaml"),
                    () -> yaml(client.pods().inNamespace(space.name()).list().getItems()));
            write(
                    inside.resolve("statefulsets.yaml"),
                    () -> yaml(client.apps()
                            .statefulSets()
                            .inNamespace(space.name())
                            .list()
                            .getItems()));
            write(inside.resolve("events.txt"), () -> events(space));
            for (Pod pod : client.pods().inNamespace(space.name()).list().getItems()) {
                logs(inside, pod);
            }
        }
        Console.say("FAILED %s: %s%n  state in %s".formatted(test, failure.getMessage(), folder.toAbsolutePath()));
    }

    private void logs(Path folder, Pod pod) {
        pod.getStatus().getInitContainerStatuses().forEach(c -> log(folder, pod, c.getName()));
        pod.getStatus().getContainerStatuses().forEach(c -> {
            log(folder, pod, c.getName());
            if (c.getRestartCount() > 0) {
                write(folder.resolve(Pods.name(pod) + "." + c.getName() + ".previous.log"), () -> client.pods()
                        .resource(pod)
                        .inContainer(c.getName())
                        .terminated()
                        .getLog());
            }
        });
    }

    private void log(Path folder, Pod pod, String container) {
        write(folder.resolve(Pods.name(pod) + "." + container + ".log"), () -> client.pods()
                .resource(pod)
                .inContainer(container)
                .tailingLines(LOG_LINES)
                .getLog());
    }

    private String events(Space space) {
        StringBuilder lines = new StringBuilder();
        client.v1().events().inNamespace(space.name()).list().getItems().forEach(e -> lines.append(e.getLastTimestamp())
                .append(' ')
                .append(e.getType())
                .append(' ')
                .append(e.getInvolvedObject().getKind())
                .append('/')
                .append(e.getInvolvedObject().getName())
                .append(' ')
                .append(e.getReason())
                .append(": ")
                .append(e.getMessage())
                .append('\n'));
        return lines.toString();
    }

    private static String yaml(List<?> items) {
        StringBuilder documents = new StringBuilder();
        items.forEach(item -> documents.append(Serialization.asYaml(item)));
        return documents.toString();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** One thing that can't be read must not hide the others. */
    private static void write(Path file, Supplier<String> content) {
        String text;
        try {
            text = content.get();
        } catch (RuntimeException e) {
            text = "unreadable: " + e;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text == null ? "" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
