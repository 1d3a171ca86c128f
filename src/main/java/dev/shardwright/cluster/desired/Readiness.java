package dev.shardwright.cluster.desired;

import dev.shardwright.support.ElasticVersion;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/** When a node counts as ready: it has joined a cluster with a master. */
final class Readiness {
    private static final int PERIOD_SECONDS = 3;

    private Readiness() {}

    /** Whether a version opens a port once it has joined (8.2 and newer). */
    static boolean hasPort(String version) {
        return ElasticVersion.parse(version).map(v -> v.atLeast(8, 2)).orElse(true);
    }

    /** The readiness probe of a version: the readiness port, before that a request for the master. */
    static Probe probe(String version) {
        ProbeBuilder probe = new ProbeBuilder()
                .withPeriodSeconds(PERIOD_SECONDS)
                .withSuccessThreshold(1)
                .withFailureThreshold(3)
                .withTimeoutSeconds(hasPort(version) ? 1 : 5);
        if (hasPort(version)) {
            return probe.withNewTcpSocket()
                    .withPort(new IntOrString(Names.READINESS_PORT))
                    .endTcpSocket()
                    .build();
        }
        return probe.withNewExec()
                .withCommand("bash", PodPaths.REVISION + "/ready.sh")
                .endExec()
                .build();
    }
}
