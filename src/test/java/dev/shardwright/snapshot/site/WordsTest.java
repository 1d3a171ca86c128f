package dev.shardwright.snapshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.NodeComplaint;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Denied (Service: Amazon S3; Status Code: 403; Error Code: X; Request ID: 4E; S3 Extended Request ID: a+/b=; Proxy: null)"
                        + " | Denied (Service: Amazon S3; Status Code: 403; Error Code: X)",
                "Denied (Service: S3, Status Code: 403, Request ID: 4E, Extended Request ID: a+/b=) (SDK Attempt Count: 4)"
                        + " | Denied (Service: S3, Status Code: 403)",
                "Unable to upload object [tests-Ab_9-xYz0123456789AB/master.dat] using a single upload"
                        + " | Unable to upload object [tests] using a single upload",
                "on the node [{a2}{W7bNoHEnTAm_3U}{x-y}{10.0.0.2}{10.0.0.2:9300}{dm}] | on the node [a2]",
                "Connect to s3.lab:9000 [s3.lab/10.0.0.9] failed: Connection refused"
                        + " | Connect to s3.lab:9000 [s3.lab] failed: Connection refused",
                "it took 231ms, or [1.2s/1203ms] | it took some time, or [some time]",
                "waited for [30s] | waited for [30s]",
                "at 2026-05-01T12:00:00.123Z it was java.lang.Object@1a2b3c4d | at some moment it was java.lang.Object",
                "logs-2026.05.01 has 12345 documents | logs-2026.05.01 has 12345 documents",
            })
    void whatChangesEachTimeIsLeftOut(String text, String steady) {
        assertThat(Words.steady(text)).isEqualTo(steady);
    }

    @Test
    void theSameNodesAreToldInTheSameOrder() {
        NodeComplaint one = new NodeComplaint("id-9", Optional.of("es-1"), "no.");
        NodeComplaint two = new NodeComplaint("id-1", Optional.of("es-2"), "no, too.");
        String first = Words.of(new Complaint(500, "x_exception", "[[id-9..", List.of(), List.of(one, two)));
        String second = Words.of(new Complaint(500, "x_exception", "[[id-1..", List.of(), List.of(two, one)));
        assertThat(first).isEqualTo(second).isEqualTo("x_exception: node es-1: no.");
    }

    @Test
    void silenceIsThatOfTheClusterWhicheverNodeWasAsked() {
        Target target = new Target(
                List.of(
                        new Endpoint("es-0.es.ns.svc", "10.0.0.1", 9200),
                        new Endpoint("es-1.es.ns.svc", "10.0.0.2", 9200)),
                true,
                new Authentication.None(),
                new Trust.Public(),
                "");
        Sites.Lookup site = new Sites.Lookup.Found(new Site("ns/es", target));
        assertThat(Words.silence(site, "https://es-0.es.ns.svc:9200 (10.0.0.1) gave no complete answer in time."))
                .isEqualTo(
                        Words.silence(site, "https://es-1.es.ns.svc:9200 (10.0.0.2) gave no complete answer in time."))
                .isEqualTo("ns/es gave no complete answer in time.");
    }
}
