package dev.shardwright.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.e2e.harness.Moment.SeenElastic;
import dev.shardwright.e2e.harness.Moment.SeenNode;
import dev.shardwright.e2e.harness.Moment.SeenPod;
import dev.shardwright.support.ElasticVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a {@link Watch} has seen: what was never, or always, so. */
public final class Sightings {
    private static final String MASTER = "master";

    private final List<Moment> moments;

    Sightings(List<Moment> moments) {
        assertThat(moments).as("looks taken").isNotEmpty();
        this.moments = List.copyOf(moments);
    }

    /** At no moment was a primary missing. */
    public Sightings neverRed() {
        assertThat(elastic().filter(e -> "red".equals(e.health())).toList())
                .as("moments in which the cluster was red")
                .isEmpty();
        return this;
    }

    /** One identity all along, in the status and in Elasticsearch; and it was seen. */
    public Sightings oneUuid() {
        Set<String> seen = elastic().map(SeenElastic::uuid).collect(Collectors.toSet());
        moments.forEach(m -> m.uuid().ifPresent(seen::add));
        assertThat(seen).as("UUIDs seen").hasSize(1);
        return this;
    }

    /** Elasticsearch had a master-eligible member in every moment in which it answered. */
    public Sightings neverWithoutMasters() {
        assertThat(elastic()
                        .filter(e -> e.nodes().values().stream()
                                .noneMatch(n -> n.roles().contains(MASTER)))
                        .toList())
                .as("moments without a master-eligible node")
                .isEmpty();
        return this;
    }

    /** No dedicated master ran a later version than any data node, neither as a pod nor as a member. */
    public Sightings noMasterNewerThanData(String masterPool) {
        for (Moment moment : moments) {
            noneNewer(
                    moment,
                    moment.pods().values().stream()
                            .filter(p -> p.pool().equals(masterPool))
                            .map(SeenPod::version),
                    moment.pods().values().stream()
                            .filter(p -> !p.pool().equals(masterPool))
                            .map(SeenPod::version));
            moment.elastic()
                    .map(e -> e.nodes().values())
                    .ifPresent(nodes -> noneNewer(
                            moment,
                            nodes.stream()
                                    .filter(n -> n.roles().contains(MASTER))
                                    .map(SeenNode::version),
                            nodes.stream()
                                    .filter(n -> !n.roles().contains(MASTER))
                                    .map(SeenNode::version)));
        }
        return this;
    }

    private static void noneNewer(Moment moment, Stream<String> masters, Stream<String> others) {
        Comparator<ElasticVersion> order = Comparator.naturalOrder();
        Optional<ElasticVersion> newest =
                masters.flatMap(v -> ElasticVersion.parse(v).stream()).max(order);
        Optional<ElasticVersion> oldest =
                others.flatMap(v -> ElasticVersion.parse(v).stream()).min(order);
        if (newest.isPresent() && oldest.isPresent()) {
            assertThat(newest.get())
                    .as("newest master against the oldest other node at " + moment.at())
                    .isLessThanOrEqualTo(oldest.get());
        }
    }

    /** None of these pods was started anew, as long as it was there. */
    public Sightings neverRestarted(Predicate<String> names) {
        Map<String, Set<String>> incarnations = incarnations(names);
        assertThat(incarnations).as("pods watched").isNotEmpty();
        assertThat(incarnations)
                .allSatisfy((pod, seen) -> assertThat(seen).as(pod).hasSize(1));
        return this;
    }

    /** How often pods of these names were started anew, all together. */
    public int restarts(Predicate<String> names) {
        return incarnations(names).values().stream().mapToInt(s -> s.size() - 1).sum();
    }

    private Map<String, Set<String>> incarnations(Predicate<String> names) {
        Map<String, Set<String>> incarnations = new TreeMap<>();
        moments.forEach(m -> m.pods().forEach((name, pod) -> {
            if (names.test(name)) {
                incarnations.computeIfAbsent(name, n -> new HashSet<>()).add(pod.incarnation());
            }
        }));
        return incarnations;
    }

    /** At no moment were more than so many of these pods not ready, or gone. */
    public Sightings neverDown(int more, Set<String> pods) {
        for (Moment moment : moments) {
            Set<String> down = new TreeSet<>(pods);
            down.removeIf(name ->
                    moment.pods().containsKey(name) && moment.pods().get(name).ready());
            assertThat(down).as("pods down at " + moment.at()).hasSizeLessThanOrEqualTo(more);
        }
        return this;
    }

    /** There was a moment in which all of these nodes were members. */
    public Sightings sawTogether(String... nodes) {
        assertThat(elastic().map(e -> e.nodes().keySet()))
                .as("members, moment by moment")
                .anySatisfy(members -> assertThat(members).contains(nodes));
        return this;
    }

    /** In every moment in which Elasticsearch answered, at least so many nodes were members. */
    public Sightings neverFewerMembers(int nodes) {
        assertThat(elastic().map(e -> e.nodes().keySet()))
                .as("members, moment by moment")
                .allSatisfy(members -> assertThat(members).hasSizeGreaterThanOrEqualTo(nodes));
        return this;
    }

    /** The longest time without an answer that named a master. */
    public Duration longestWithoutMaster() {
        Duration longest = Duration.ZERO;
        Instant last = null;
        for (Moment moment : moments) {
            boolean master = moment.elastic().filter(e -> !e.master().isEmpty()).isPresent();
            if (last != null) {
                Duration since = Duration.between(last, moment.at());
                longest = since.compareTo(longest) > 0 ? since : longest;
            }
            last = master ? moment.at() : last;
        }
        return longest;
    }

    /** Whether Elasticsearch ever had that setting. */
    public boolean saw(String setting) {
        return elastic().anyMatch(e -> e.settings().containsKey(setting));
    }

    private Stream<SeenElastic> elastic() {
        return moments.stream().flatMap(m -> m.elastic().stream());
    }
}
