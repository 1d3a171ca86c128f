package dev.shardwright.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.cluster.Scene;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of clusters as numbers, and that it goes with them. */
class MetricsTest {
    private static final ResourceID ONE = new ResourceID("es", "prod");
    private static final ResourceID OTHER = new ResourceID("es", "test");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void saysWhenEachCertificateEnds() {
        CertificateMetrics metrics = new CertificateMetrics(registry);
        metrics.tell(ONE, List.of(ends("http", "2027-05-01T12:00:00Z"), ends("http-ca", "2036-05-01T12:00:00Z")));
        metrics.tell(OTHER, List.of(ends("http", "1970-01-01T00:00:07Z")));
        assertThat(rows("shardwright.certificate.expiration.timestamp"))
                .containsOnly(
                        Map.entry("http es prod", 1809172800.0),
                        Map.entry("http-ca es prod", 2093256000.0),
                        Map.entry("http es test", 7.0));
        assertThat(registry.getMeters())
                .allSatisfy(m -> assertThat(m.getId().getBaseUnit()).isEqualTo("seconds"));
    }

    @Test
    void renewedCertificateCountsAndOneThatIsGoneDoesNot() {
        CertificateMetrics metrics = new CertificateMetrics(registry);
        metrics.tell(ONE, List.of(ends("http", "1970-01-01T00:00:07Z"), ends("transport", "1970-01-01T00:00:08Z")));
        metrics.tell(ONE, List.of(ends("transport", "1970-01-01T00:00:09Z")));
        assertThat(rows("shardwright.certificate.expiration.timestamp"))
                .containsOnly(Map.entry("transport es prod", 9.0));
    }

    @Test
    void clusterThatGoesTakesItsMetricsAlong() {
        CertificateMetrics certificates = new CertificateMetrics(registry);
        certificates.tell(ONE, List.of(ends("http", "1970-01-01T00:00:07Z")));
        certificates.tell(OTHER, List.of(ends("http", "1970-01-01T00:00:08Z")));
        certificates.forget(ONE);
        assertThat(rows("shardwright.certificate.expiration.timestamp")).containsOnly(Map.entry("http es test", 8.0));
        certificates.forget(OTHER);
        certificates.forget(OTHER);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void countsNodesByIntentAndRule() {
        PlanMetrics metrics = new PlanMetrics(registry);
        Scene scene = Scene.running("master 3 master", "data 2 data").changed().with("paused: true");
        metrics.tell(ONE, scene.plan());
        assertThat(rows("shardwright.plan.nodes")).containsOnly(Map.entry("Restart es prod Paused", 5.0));
        metrics.tell(ONE, Scene.running("master 3 master", "data 2 data").plan());
        assertThat(rows("shardwright.plan.nodes")).containsOnly(Map.entry("Keep es prod none", 5.0));
        metrics.forget(ONE);
        assertThat(registry.getMeters()).isEmpty();
    }

    private static CertificateStatus ends(String name, String at) {
        return new CertificateStatus(name, at, null);
    }

    /** Value by tags, in the order of their names. */
    private Map<String, Double> rows(String name) {
        return registry.find(name).gauges().stream()
                .collect(Collectors.toMap(
                        gauge -> gauge.getId().getTags().stream()
                                .map(tag -> tag.getValue())
                                .collect(Collectors.joining(" ")),
                        gauge -> gauge.value()));
    }
}
