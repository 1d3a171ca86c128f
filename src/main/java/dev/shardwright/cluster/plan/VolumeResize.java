package dev.shardwright.cluster.plan;

import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.support.Names;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Volumes that have grown under a file system that has not. Most drivers let it grow while it is mounted, within a minute
 * or two; some only when it is mounted again. One new pod is all that can be done for those.
 */
public final class VolumeResize {
    /** A kubelet that can do it while the pod runs has done it by then. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private VolumeResize() {}

    /** Whether the file system of a running pod waits for a new one. */
    static boolean isDue(Pod pod, PersistentVolumeClaim claim, Instant now) {
        return due(pod, claim).filter(at -> !now.isBefore(at)).isPresent();
    }

    /** When to look again at volumes that are given time; empty when there are none. */
    public static Optional<Duration> lookAgain(Observation seen, Instant now) {
        return seen.claims().stream()
                .flatMap(claim -> seen.pod(Names.nodeOf(claim.getMetadata().getName())).stream()
                        .flatMap(pod -> due(pod, claim).stream()))
                .filter(now::isBefore)
                .map(at -> Duration.between(now, at))
                .min(Duration::compareTo);
    }

    /** A pod that was made after the volume had grown has mounted it anew: another one would change nothing. */
    private static Optional<Instant> due(Pod pod, PersistentVolumeClaim claim) {
        return waitsSince(claim)
                .filter(since -> NodeCondition.everRan(pod))
                .filter(since -> Timestamps.created(pod).isBefore(since))
                .map(since -> since.plus(PATIENCE));
    }

    private static Optional<Instant> waitsSince(PersistentVolumeClaim claim) {
        return Stream.ofNullable(claim.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(conditions -> conditions.stream())
                .filter(c -> "FileSystemResizePending".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(PersistentVolumeClaimCondition::getLastTransitionTime)
                // Without a readable time nothing is known: the node is left alone.
                .flatMap(time -> Timestamps.parse(time).stream())
                .findFirst();
    }
}
