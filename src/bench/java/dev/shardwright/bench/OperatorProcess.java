package dev.shardwright.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process of the operator, as the host sees it: the local cluster's pods are processes of this host. */
record OperatorProcess(long pid) {
    private static final double TICKS_A_SECOND = 100;
    private static final double KIBI_IN_MEGA = 1024 / 1e6;
    /** Behind the name in /proc/PID/stat. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;
    private static final int START_TIME = 19;

    /** That of the operator's container in a pod; empty before it has started. */
    static Optional<OperatorProcess> in(Pod pod) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(p -> p.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+")
                            && isJavaOf(name, pod.getMetadata().getUid()))
                    .map(name -> new OperatorProcess(Long.parseLong(name)))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJavaOf(String process, String pod) {
        try {
            return Files.readString(Path.of("/proc", process, "cgroup")).contains(pod)
                    && Files.readString(Path.of("/proc", process, "comm"))
                            .strip()
                            .equals("java");
        } catch (IOException ended) {
            return false;
        }
    }

    /** The address of its pod, which the kubelet tells the pod before it tells the API server. */
    String address() {
        List<String> hosts = read(file("/etc/hosts").toString()).lines().toList();
        return hosts.getLast().split("\\s+", -1)[0];
    }

    /** Resident memory, in millions of bytes. */
    double memory() {
        return number("VmRSS") * KIBI_IN_MEGA;
    }

    /** The most that it ever was, in millions of bytes. */
    double memoryPeak() {
        return number("VmHWM") * KIBI_IN_MEGA;
    }

    /** Threads of the platform, those of the Java runtime itself among them. */
    int threads() {
        return (int) number("Threads");
    }

    /** Processor time used so far, in seconds. */
    double cpu() {
        String[] stat = stat();
        return (Long.parseLong(stat[USER_TIME]) + Long.parseLong(stat[SYSTEM_TIME])) / TICKS_A_SECOND;
    }

    /** When it began. */
    Instant started() {
        double uptime = Double.parseDouble(read("/proc/uptime").split(" ", -1)[0]);
        double age = uptime - Long.parseLong(stat()[START_TIME]) / TICKS_A_SECOND;
        return Instant.now().minusMillis(Math.round(age * 1000));
    }

    /** A path in the file system that the process sees. */
    Path file(String path) {
        return Path.of("/proc", Long.toString(pid), "root").resolve(path.substring(1));
    }

    private String[] stat() {
        String line = read("/proc/" + pid + "/stat");
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    }

    private long number(String key) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
