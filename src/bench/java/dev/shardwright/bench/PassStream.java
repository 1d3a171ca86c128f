package dev.shardwright.bench;

import dev.shardwright.e2e.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/** Every pass of the operator in its pod, as its flight recorder tells: when it was, and how long. */
final class PassStream implements AutoCloseable {
    private static final String EVENT = "dev.shardwright.Pass";
    private static final String VARIABLE = "JAVA_TOOL_OPTIONS";
    private static final String REPOSITORY = "/tmp/passes";
    private static final String OPTIONS = "-XX:FlightRecorderOptions:repository=" + REPOSITORY
            + " -XX:StartFlightRecording:settings=none,+" + EVENT + "#enabled=true";

    /** What is recorded is written once a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Bed bed;
    private final Queue<Pass> passes = new ConcurrentLinkedQueue<>();
    private EventStream stream;

    private PassStream(Bed bed) {
        this.bed = bed;
    }

    private record Pass(String cluster, Instant ended, double milliseconds) {}

    /** Starts the operator anew with a recording of nothing but passes, and follows it. */
    static PassStream of(Bed bed) {
        bed.operator().with(VARIABLE, OPTIONS);
        PassStream followed = new PassStream(bed);
        followed.follow();
        return followed;
    }

    private void follow() {
        try {
            stream = EventStream.openRepository(folder(bed.process().file(REPOSITORY)));
            stream.setReuse(false);
            stream.onEvent(EVENT, event -> passes.add(pass(event)));
            stream.startAsync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process has a folder of its own in it. */
    private static Path folder(Path repository) throws IOException {
        try (Stream<Path> folders = Files.list(repository)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static Pass pass(RecordedEvent event) {
        return new Pass(
                event.getString("name"), event.getEndTime(), event.getDuration().toNanos() / 1e6);
    }

    /** How long the passes over the wanted clusters took that ended in that time, in milliseconds; at least one. */
    List<Double> between(Instant from, Instant to, Predicate<String> wanted) {
        Waiting.until("what was recorded by then", PATIENCE, () -> "", () -> passes.stream()
                .anyMatch(pass -> pass.ended().isAfter(to)));
        return passes.stream()
                .filter(pass -> wanted.test(pass.cluster()))
                .filter(pass -> !pass.ended().isBefore(from) && !pass.ended().isAfter(to))
                .map(Pass::milliseconds)
                .toList();
    }

    @Override
    public void close() {
        stream.close();
        bed.operator().with(VARIABLE, null);
    }
}
