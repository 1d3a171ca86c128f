package dev.shardwright.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where etcd, kube-apiserver and kubectl are: one folder, made by {@code make kube}. */
final class KubeBinaries {
    /** System property that names the folder; without it, the newest one in the cache is taken. */
    static final String PROPERTY = "shardwright.kube.bin";

    static final List<String> PROGRAMS = List.of("etcd", "kube-apiserver", "kubectl");

    private KubeBinaries() {}

    static Path folder() {
        String named = System.getProperty(PROPERTY, System.getenv().getOrDefault("SHARDWRIGHT_KUBE_BIN", ""));
        Path place = named.isEmpty() ? cache() : Path.of(named);
        return (named.isEmpty() ? newestIn(place) : Optional.of(place).filter(KubeBinaries::isComplete))
                .orElseThrow(() -> new IllegalStateException("no etcd, kube-apiserver and kubectl in " + place
                        + ": run make kube, or name their folder by -D" + PROPERTY + "=..."));
    }

    private static Path cache() {
        String cache = System.getenv("SHARDWRIGHT_CACHE");
        return cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache", "shardwright");
    }

    private static Optional<Path> newestIn(Path cache) {
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("kube-"))
                    .filter(KubeBinaries::isComplete)
                    .max(Comparator.comparingLong(folder -> folder.toFile().lastModified()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isComplete(Path folder) {
        return PROGRAMS.stream().allMatch(program -> Files.isExecutable(folder.resolve(program)));
    }
}
