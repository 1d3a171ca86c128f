package dev.shardwright.cluster.report;

import dev.shardwright.api.CertificateStatus;
import dev.shardwright.support.ResourceGauges;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When certificates end, as a metric: {@code shardwright_certificate_expiration_timestamp_seconds}, in seconds since
 * 1970, by certificate, named as in status.certificates.
 */
public final class CertificateMetrics {
    private final ResourceGauges gauges;

    /** Reports to the registry. */
    public CertificateMetrics(MeterRegistry registry) {
        gauges = new ResourceGauges(
                registry,
                "shardwright.certificate.expiration.timestamp",
                "seconds",
                "When a certificate of an ElasticCluster ends, in seconds since 1970");
    }

    /** Tells when the certificates of a cluster end. Not called for one cluster by two threads at once. */
    public void tell(ResourceID cluster, List<CertificateStatus> certificates) {
        Map<Tags, Long> ends = new HashMap<>();
        certificates.forEach(c -> ends.put(
                Tags.of("certificate", c.name()), Instant.parse(c.notAfter()).getEpochSecond()));
        gauges.tell(cluster, ends);
    }

    /** Forgets a cluster. */
    public void forget(ResourceID cluster) {
        gauges.forget(cluster);
    }
}
