package dev.shardwright.cluster.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.cluster.Fixtures;
import dev.shardwright.cluster.Pods;
import dev.shardwright.cluster.observe.PrepareReport.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrepareReportTest {
    @ParameterizedTest
    @CsvSource({"empty, none, true, NONE", "present, ignored, false, IGNORED", "empty, taken, true, TAKEN"})
    void readsWhatTheScriptWrites(String data, String offer, boolean empty, Offer expected) {
        assertThat(PrepareReport.of(pod().reports(data, offer).build())).contains(new PrepareReport(empty, expected));
    }

    /** What cannot be understood is not known; above all it is not "empty". */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "[]",
                "17",
                "{\"data\":\"empty\"}",
                "{\"offer\":\"none\"}",
                "{\"data\":\"EMPTY\",\"offer\":\"none\"}",
                "{\"data\":\"empty\",\"offer\":\"accepted\"}",
                "{\"data\":null,\"offer\":\"none\"}",
                "{\"data\":\"empty\",\"offer\":\"none\"",
                "the volume is not writable",
            })
    void garbageIsNoReport(String message) {
        assertThat(PrepareReport.of(pod().prepared(0, message).build())).isEmpty();
    }

    @Test
    void failedOrUnfinishedPrepareIsNoReport() {
        assertThat(PrepareReport.of(pod().prepared(1, "{\"data\":\"empty\",\"offer\":\"none\"}")
                        .build()))
                .isEmpty();
        assertThat(PrepareReport.of(pod().initWaiting("prepare", "PodInitializing", null, 0, null)
                        .build()))
                .isEmpty();
        assertThat(PrepareReport.of(pod().withoutStatus())).isEmpty();
        assertThat(PrepareReport.of(pod().running().build())).isEmpty();
    }

    private static Pods pod() {
        return Pods.of(Fixtures.cluster(), "master", 0);
    }
}
