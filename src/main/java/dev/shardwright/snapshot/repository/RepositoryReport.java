package dev.shardwright.snapshot.repository;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotRepositoryStatus;
import dev.shardwright.support.Conditions;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Condition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The status of a repository. */
final class RepositoryReport {
    static final String READY = "Ready";
    /** While something is asked again, what was proved a moment ago is told on. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final RepositoryView view;
    private final Registration wanted;
    private final Instant now;

    RepositoryReport(RepositoryView view, Registration wanted, Instant now) {
        this.view = view;
        this.wanted = wanted;
        this.now = now;
    }

    /** Something has to be mended. */
    SnapshotRepositoryStatus failed(String reason, String message) {
        return status("False", reason, message, before(SnapshotRepositoryStatus::registered));
    }

    /** Nobody can tell. */
    SnapshotRepositoryStatus unknown(String reason, String message) {
        return status("Unknown", reason, message, before(SnapshotRepositoryStatus::registered));
    }

    /** It goes on: what was proved, or was wrong, a moment ago for the same spec still is until the contrary is known. */
    SnapshotRepositoryStatus underWay(String reason, String message) {
        if (earlierProof(RepositoryPlan.LASTS.plus(SLACK)).isPresent()) {
            return stillVerified();
        }
        return earlierFault().map(c -> failed(c.getReason(), c.getMessage())).orElseGet(() -> unknown(reason, message));
    }

    private Optional<Condition> earlierFault() {
        return view.written()
                .filter(s -> generation().equals(s.observedGeneration()))
                .flatMap(s -> Conditions.find(s.conditions(), READY))
                .filter(c -> c.getStatus().equals("False"));
    }

    /** Every node has proved it. */
    SnapshotRepositoryStatus verified(Instant at, int nodes, Optional<String> uuid) {
        return new SnapshotRepositoryStatus(
                generation(),
                cluster(),
                wanted.type(),
                wanted.name(),
                uuid.orElse(null),
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                nodes,
                wanted.digest(),
                conditions("True", "Verified", proof(nodes)));
    }

    /** As it was proved before. */
    SnapshotRepositoryStatus stillVerified() {
        SnapshotRepositoryStatus before = view.written().orElseThrow();
        return new SnapshotRepositoryStatus(
                generation(),
                cluster(),
                wanted.type(),
                wanted.name(),
                before.uuid(),
                before.verifiedAt(),
                before.verifiedNodes(),
                wanted.digest(),
                conditions("True", "Verified", proof(before.verifiedNodes())));
    }

    /** How much longer the proof in the status lasts; empty when it is over, or was one of something else. */
    Optional<Duration> earlierProof(Duration lasts) {
        return view.written()
                .filter(s -> wanted.digest().equals(s.registered()))
                .filter(s -> Conditions.find(s.conditions(), READY)
                        .filter(c -> c.getStatus().equals("True"))
                        .isPresent())
                .filter(s -> s.verifiedNodes() != null
                        && s.verifiedNodes() >= view.members().size())
                .flatMap(s -> Timestamps.parse(s.verifiedAt()))
                .map(at -> Duration.between(now, at.plus(lasts)))
                .filter(left -> left.isPositive());
    }

    private String proof(int nodes) {
        boolean readOnly = view.resource().getSpec().readOnly();
        return (nodes == 1 ? "1 node has" : nodes + " nodes have")
                + (readOnly ? " read from it" : " written to it and read from it");
    }

    private SnapshotRepositoryStatus status(String ready, String reason, String message, String registered) {
        return new SnapshotRepositoryStatus(
                generation(),
                cluster(),
                wanted.type(),
                wanted.name(),
                before(SnapshotRepositoryStatus::uuid),
                before(SnapshotRepositoryStatus::verifiedAt),
                view.written().map(SnapshotRepositoryStatus::verifiedNodes).orElse(null),
                registered,
                conditions(ready, reason, message));
    }

    private List<Condition> conditions(String ready, String reason, String message) {
        List<Condition> before =
                view.written().map(SnapshotRepositoryStatus::conditions).orElse(List.of());
        return List.of(Conditions.of(view.resource(), before, now, READY, ready, reason, message));
    }

    private String before(Function<SnapshotRepositoryStatus, String> field) {
        return view.written().map(field).orElse(null);
    }

    private Long generation() {
        return view.resource().getMetadata().getGeneration();
    }

    private String cluster() {
        return cluster(view.resource());
    }

    static String cluster(SnapshotRepository resource) {
        SnapshotRepositorySpec spec = resource.getSpec();
        return spec.clusterRef() != null
                ? spec.clusterRef().name()
                : URI.create(spec.external().url()).getHost();
    }
}
