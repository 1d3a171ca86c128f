package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.S3Location;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.Marks;
import dev.shardwright.support.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Who writes to a place: two clusters that do damage each other's snapshots. */
final class Writers {
    private static final String WAY_OUT =
            " Way out: set readOnly: true here or there; or, if the other one is gone for good, allowSecondWriter: true";

    private static final Comparator<SnapshotRepository> AGE = Comparator.<SnapshotRepository, Instant>comparing(
                    Timestamps::created)
            .thenComparing(r -> r.getMetadata().getUid());

    private Writers() {}

    /** An older SnapshotRepository that stands for the same name on the same cluster: it alone says what is registered. */
    static Optional<String> namesake(SnapshotRepository mine, Collection<SnapshotRepository> all) {
        return all.stream()
                .filter(r -> !r.getMetadata().getUid().equals(mine.getMetadata().getUid()))
                .filter(r -> Registration.name(r).equals(Registration.name(mine)) && isSameCluster(r, mine))
                .filter(r -> isOlder(r, mine))
                .min(AGE)
                .map(r -> "SnapshotRepository " + r.getMetadata().getNamespace() + "/"
                        + r.getMetadata().getName() + " is the repository " + Registration.name(mine)
                        + " of this cluster: use that one, or make this one again with another spec.name");
    }

    static boolean isSameCluster(SnapshotRepository one, SnapshotRepository other) {
        return one.getSpec().clusterRef() != null
                ? one.getSpec().clusterRef().equals(other.getSpec().clusterRef())
                        && one.getMetadata()
                                .getNamespace()
                                .equals(other.getMetadata().getNamespace())
                : other.getSpec().external() != null
                        && one.getSpec()
                                .external()
                                .url()
                                .equals(other.getSpec().external().url());
    }

    /**
     * Another SnapshotRepository that writes to the same bucket and path, or to what is known to be the same place; of
     * two, the one that was made first may go on.
     */
    static Optional<String> other(SnapshotRepository mine, Collection<SnapshotRepository> all) {
        return all.stream()
                .filter(r -> !r.getMetadata().getUid().equals(mine.getMetadata().getUid()))
                .filter(r -> !r.getSpec().readOnly() && !r.isMarkedForDeletion())
                .filter(r -> isSamePlace(mine, r))
                .filter(r -> isOlder(r, mine))
                .min(AGE)
                .map(r -> "SnapshotRepository " + r.getMetadata().getNamespace() + "/"
                        + r.getMetadata().getName() + " writes to the same place, and two writers damage each"
                        + " other's snapshots." + WAY_OUT);
    }

    /** Another cluster that has taken snapshots there, by the mark that each of our snapshots bears. */
    static Optional<String> stranger(List<SnapshotInfo> snapshots, String clusterUuid) {
        return snapshots.stream()
                .filter(s -> s.metadata().containsKey(Marks.CLUSTER))
                .filter(s -> !s.metadata().get(Marks.CLUSTER).equals(clusterUuid))
                .findFirst()
                .map(s -> "snapshot " + s.name() + " in this place was taken by another cluster ("
                        + s.metadata().get(Marks.CLUSTER) + "), and two writers damage each other's snapshots. It"
                        + " is registered read-only until this is settled." + WAY_OUT);
    }

    private static boolean isSamePlace(SnapshotRepository one, SnapshotRepository other) {
        String uuid = one.getStatus() == null ? null : one.getStatus().uuid();
        boolean sameUuid = uuid != null
                && other.getStatus() != null
                && uuid.equals(other.getStatus().uuid());
        return sameUuid || (bucket(one).isPresent() && bucket(one).equals(bucket(other)));
    }

    private record Bucket(String endpoint, String name, String path) {}

    private static Optional<Bucket> bucket(SnapshotRepository repository) {
        S3Location s3 = repository.getSpec().s3();
        return Optional.ofNullable(s3)
                .map(s -> new Bucket(
                        host(Objects.requireNonNullElse(s.endpoint(), "")),
                        s.bucket(),
                        Objects.requireNonNullElse(s.basePath(), "")));
    }

    /** Amazon's bucket names are unique: which of its endpoints is asked makes no difference. */
    private static String host(String endpoint) {
        String host =
                endpoint.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/$", "");
        return host.matches("(.*\\.)?s3[.-][a-z0-9.-]*amazonaws\\.com(\\.cn)?(:443)?") ? "" : host;
    }

    private static boolean isOlder(SnapshotRepository one, SnapshotRepository other) {
        return AGE.compare(one, other) < 0;
    }
}
