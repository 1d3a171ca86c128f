package dev.shardwright.cluster.plan;

import dev.shardwright.support.ElasticVersion;
import java.util.Optional;

/** Which upgrades Elasticsearch supports. */
final class VersionPath {
    private VersionPath() {}

    /** Why a cluster cannot go from one version to another, with the path to take; empty when it can. */
    static Optional<String> refusal(ElasticVersion running, ElasticVersion wanted) {
        if (wanted.compareTo(running) < 0) {
            return Optional.of("the cluster runs " + running + " and cannot go back to " + wanted
                    + ": Elasticsearch does not read data of a newer version. Set " + running
                    + " or newer, or restore a snapshot into a new cluster");
        }
        if (wanted.major() == running.major()) {
            return Optional.empty();
        }
        if (wanted.major() > running.major() + 1) {
            return Optional.of("the cluster runs " + running + " and cannot jump to " + wanted + ": upgrade to "
                    + (running.major() + 1) + ".19 first");
        }
        // From 8.18 there is a way to 9.0 alone.
        boolean lastMinor = running.major() == 7
                ? running.atLeast(7, 17)
                : running.atLeast(running.major(), wanted.minor() == 0 ? 18 : 19);
        return lastMinor
                ? Optional.empty()
                : Optional.of("the cluster runs " + running + " and cannot jump to " + wanted + ": upgrade to "
                        + (running.major() == 7 ? "7.17" : running.major() + ".19") + " first");
    }
}
