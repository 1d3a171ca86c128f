package dev.shardwright.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {
    private static final double KIBI_IN_GIGA = 1024 / 1e9;

    private Machine() {}

    /** In a line, without its name. */
    static String inWords() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return "%d cores (%s), %.0f GB, JDK %s, Kubernetes %s"
                    .formatted(
                            Runtime.getRuntime().availableProcessors(),
                            value("/proc/cpuinfo", "model name").replaceAll("\\s+", " "),
                            Double.parseDouble(
                                            value("/proc/meminfo", "MemTotal").split(" ", -1)[0])
                                    * KIBI_IN_GIGA,
                            Runtime.version().feature() + "."
                                    + Runtime.version().interim() + "."
                                    + Runtime.version().update(),
                            client.getKubernetesVersion().getGitVersion().replaceFirst("^v", ""));
        }
    }

    private static String value(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
