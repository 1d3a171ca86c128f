package dev.shardwright.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Watches a cluster through a change: an application that writes all the time, and a look every second. */
public final class Witness implements AutoCloseable {
    private static final int ENOUGH = 50;
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Writer writer;
    private final Watch watch;

    private Witness(Writer writer, Watch watch) {
        this.writer = writer;
        this.watch = watch;
    }

    /** Makes the indices and begins; returns when documents are on their way. */
    public static Witness of(Cluster cluster, WrittenIndex... indices) {
        Witness witness = new Witness(Writer.start(cluster, List.of(indices)), Watch.start(cluster));
        try {
            witness.awaitDocuments(ENOUGH);
            return witness;
        } catch (AssertionError nothingWritten) {
            witness.close();
            throw nothingWritten;
        }
    }

    private void awaitDocuments(int more) {
        int before = writer.acknowledged();
        Waiting.until("documents", SOON, () -> before + " so far", () -> writer.acknowledged() >= before + more);
    }

    public Writer writer() {
        return writer;
    }

    /** What was seen so far. */
    public Sightings seen() {
        return watch.seen();
    }

    /**
     * Ends both: the application can write, every acknowledged document is there, and the cluster was one and the same all
     * along.
     */
    public Sightings testify(Figures figures, String change) {
        awaitDocuments(1);
        watch.close();
        List<String> missing = writer.missing();
        figures.record(change + "-documents-acknowledged", writer.acknowledged());
        figures.record(change + "-documents-lost", missing.size());
        figures.record(
                change + "-longest-write-gap-seconds", writer.longestWait().toMillis() / 1000.0);
        assertThat(missing).as("acknowledged documents that are lost").isEmpty();
        return watch.seen().oneUuid();
    }

    @Override
    public void close() {
        watch.close();
        writer.close();
    }
}
