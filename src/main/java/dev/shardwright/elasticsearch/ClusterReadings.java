package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Reply.Answer;
import dev.shardwright.elasticsearch.Reply.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What has been read of one cluster, and what to ask next so that few requests suffice: mostly its health, every sixth
 * time its view instead; the view at once when the health changed, versions when other processes run than before, and
 * everything after a failure. Shards and settings are read only when they are wanted, and then each time. Not safe for
 * use by several threads at once.
 */
public final class ClusterReadings {
    private static final int HEALTHS_PER_VIEW = 5;

    /** Among the healths: where versions that a node withheld are asked for again instead. */
    private static final int RETRY_VERSIONS_AT = 3;

    private final InstantSource clock;
    private final EnumSet<Part> due = EnumSet.noneOf(Part.class);
    private Optional<Read<ClusterHealth>> health = Optional.empty();
    private Optional<Read<ClusterView>> view = Optional.empty();
    private Optional<ClusterDetails> details = Optional.empty();
    private Map<String, String> versions = Map.of(); // by ephemeral id
    private Set<String> askedForVersions = Set.of(); // ephemeral ids
    private int sinceView;

    /** Nothing read yet. */
    public ClusterReadings(InstantSource clock) {
        this.clock = clock;
    }

    /** What the cluster is asked, in this order. */
    private enum Part {
        HEALTH,
        VIEW,
        /** Holds a view, too. */
        DETAILS,
        VERSIONS
    }

    /** How much is asked. */
    public enum Depth {
        /** What the budget of a quiet cluster allows. */
        BUDGET,
        /** Health and view. */
        MEMBERS,
        /** The same, shards and settings. */
        DETAILS
    }

    private record Read<T>(Instant at, T value) {}

    /**
     * All parts together.
     *
     * @param at       when the oldest of health and view was asked for
     * @param versions by ephemeral id; a process that is not in it did not say
     * @param details  empty unless they were asked for last time
     */
    public record Complete(
            Instant at,
            ClusterHealth health,
            ClusterView view,
            Map<String, String> versions,
            Optional<ClusterDetails> details) {}

    /**
     * Asks what is due.
     *
     * @return the failure that ended it, if one did; then everything is due next time
     */
    public Optional<Failure<?>> read(ElasticsearchApi api, Depth depth) {
        plan(depth);
        while (!due.isEmpty()) {
            Part part = due.iterator().next();
            Optional<Failure<?>> failure =
                    switch (part) {
                        case HEALTH -> readHealth(api);
                        case VIEW -> readView(api);
                        case DETAILS -> readDetails(api);
                        case VERSIONS -> readVersions(api);
                    };
            if (failure.isPresent()) {
                distrust();
                return failure;
            }
            due.remove(part);
        }
        if (!health.orElseThrow()
                .value
                .clusterName()
                .equals(view.orElseThrow().value.clusterName())) {
            distrust();
            return Optional.of(new Failure<Void>(
                    Problem.UNEXPECTED, "Clusters of different names answer under the addresses of this one."));
        }
        return Optional.empty();
    }

    /** What the last good readings add up to; empty while a part was never read. */
    public Optional<Complete> complete() {
        return health.isEmpty() || view.isEmpty()
                ? Optional.empty()
                : Optional.of(new Complete(
                        earlier(health.get().at, view.get().at),
                        health.get().value,
                        view.get().value,
                        versions,
                        details));
    }

    /** Next time everything is read again. */
    public void distrust() {
        due.add(Part.HEALTH);
        due.add(Part.VIEW);
    }

    private void plan(Depth depth) {
        details = Optional.empty();
        due.remove(Part.DETAILS);
        if (depth != Depth.BUDGET || health.isEmpty() || view.isEmpty()) {
            distrust();
            if (someVersionUnknown()) {
                due.add(Part.VERSIONS);
            }
        } else if (due.isEmpty()) {
            sinceView++;
            if (sinceView > HEALTHS_PER_VIEW) {
                due.add(Part.VIEW);
            } else {
                due.add(sinceView == RETRY_VERSIONS_AT && someVersionUnknown() ? Part.VERSIONS : Part.HEALTH);
            }
        }
        if (depth == Depth.DETAILS) {
            due.remove(Part.VIEW);
            due.add(Part.DETAILS);
        }
    }

    private boolean someVersionUnknown() {
        return view.isPresent() && !versions.keySet().containsAll(processes(view.get().value));
    }

    private Optional<Failure<?>> readHealth(ElasticsearchApi api) {
        Instant asked = clock.instant();
        return take(api.health(), value -> {
            if (!due.contains(Part.DETAILS) && (health.isEmpty() || changed(health.get().value, value))) {
                due.add(Part.VIEW);
            }
            health = Optional.of(new Read<>(asked, value));
        });
    }

    private Optional<Failure<?>> readView(ElasticsearchApi api) {
        Instant asked = clock.instant();
        return take(api.view(), value -> use(asked, value));
    }

    private Optional<Failure<?>> readDetails(ElasticsearchApi api) {
        return take(ClusterDetails.read(api, clock), value -> {
            use(value.at(), value.view());
            details = Optional.of(value);
        });
    }

    private void use(Instant asked, ClusterView value) {
        if (!processes(value).equals(askedForVersions)) {
            due.add(Part.VERSIONS);
        }
        view = Optional.of(new Read<>(asked, value));
        sinceView = 0;
    }

    private Optional<Failure<?>> readVersions(ElasticsearchApi api) {
        return take(api.versions(), value -> {
            Map<String, String> byId = value.stream()
                    .collect(Collectors.toMap(NodeVersion::id, NodeVersion::version, (one, other) -> one));
            Map<String, String> byProcess = new HashMap<>();
            ClusterView members = view.orElseThrow().value;
            for (NodeView node : members.nodes()) {
                Optional.ofNullable(byId.get(node.id()))
                        .ifPresent(version -> byProcess.put(node.ephemeralId(), version));
            }
            versions = Map.copyOf(byProcess);
            askedForVersions = processes(members);
        });
    }

    /** The running processes: a node that was restarted, perhaps with another version, counts as another. */
    private static Set<String> processes(ClusterView view) {
        return view.nodes().stream().map(NodeView::ephemeralId).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean changed(ClusterHealth before, ClusterHealth after) {
        return before.status() != after.status()
                || before.numberOfNodes() != after.numberOfNodes()
                || !before.clusterName().equals(after.clusterName());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static <T> Optional<Failure<?>> take(Reply<T> reply, Consumer<T> use) {
        return switch (reply) {
            case Failure<T> failure -> Optional.of(failure);
            case Answer<T>(T value) -> {
                use.accept(value);
                yield Optional.empty();
            }
        };
    }
}
