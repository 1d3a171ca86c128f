package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.Endpoint;
import dev.shardwright.elasticsearch.NodeCertificate;
import dev.shardwright.elasticsearch.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks nodes which certificates they have. Elasticsearch answers from the files, and takes changed files up within five
 * seconds (resource.reload.interval.high): so a certificate counts when a node has told of it for {@link #SETTLE}.
 */
public final class CertificateWatch implements NodeCertificates {
    /** Three times what Elasticsearch needs to take up a changed file. */
    static final Duration SETTLE = Duration.ofSeconds(15);

    /** No node is asked more often. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** What a node said longer ago is not known any more. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Executor workers;
    private final BiConsumer<String, String> listener;
    private final ConcurrentMap<Key, Asked> clusters = new ConcurrentHashMap<>();

    /**
     * A watch that knows nothing yet.
     *
     * @param workers where nodes are asked; a call may take seconds
     * @param listener told namespace and name of a cluster whose nodes work with other certificates than before
     */
    public CertificateWatch(InstantSource clock, Executor workers, BiConsumer<String, String> listener) {
        this.clock = clock;
        this.workers = workers;
        this.listener = listener;
    }

    private record Key(String namespace, String cluster) {}

    /** What one pod said last, and since when it has said so of each serial. */
    private record Told(Instant at, Map<String, Instant> since) {
        Set<String> settled() {
            return since.entrySet().stream()
                    .filter(e -> !e.getValue().plus(SETTLE).isAfter(at))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** A cluster whose authorities are replaced. */
    private static final class Asked {
        private final Map<String, Told> byUid = new HashMap<>();
        private Optional<Instant> began = Optional.empty();
        private boolean asking;
        private boolean known;
    }

    /**
     * Asks these nodes if none of them has been asked just now. Returns at once. Call it at every pass while the
     * authorities are replaced, and {@link #forget} when they are not.
     *
     * @param door asks one node; blocks
     */
    public void ask(
            String namespace,
            String cluster,
            List<RunningNode> running,
            Function<Endpoint, Reply<List<NodeCertificate>>> door) {
        Key key = new Key(namespace, cluster);
        Asked asked = clusters.computeIfAbsent(key, k -> new Asked());
        synchronized (asked) {
            Instant now = clock.instant();
            if (asked.asking
                    || asked.began.filter(b -> b.plus(INTERVAL).isAfter(now)).isPresent()) {
                return;
            }
            asked.asking = true;
            asked.began = Optional.of(now);
        }
        workers.execute(() -> round(key, asked, running, door));
    }

    @Override
    public Optional<Map<String, Set<String>>> loaded(String namespace, String cluster, List<RunningNode> running) {
        Asked asked = clusters.get(new Key(namespace, cluster));
        if (asked == null) {
            return Optional.empty();
        }
        synchronized (asked) {
            return asked.known ? Optional.of(loaded(asked, running)) : Optional.empty();
        }
    }

    /** Drops what is known of a cluster. */
    public void forget(String namespace, String cluster) {
        clusters.remove(new Key(namespace, cluster));
    }

    private void round(
            Key key, Asked asked, List<RunningNode> running, Function<Endpoint, Reply<List<NodeCertificate>>> door) {
        boolean news = false;
        try {
            for (RunningNode node : running) {
                Optional<List<NodeCertificate>> answer =
                        node.endpoint().flatMap(endpoint -> door.apply(endpoint).asOptional());
                synchronized (asked) {
                    Map<String, Set<String>> before = loaded(asked, running);
                    answer.ifPresent(certificates -> note(asked, node.uid(), certificates));
                    news |= !loaded(asked, running).equals(before);
                }
            }
        } finally {
            synchronized (asked) {
                asked.asking = false;
                asked.known = true;
                asked.byUid
                        .keySet()
                        .retainAll(running.stream().map(RunningNode::uid).toList());
            }
        }
        if (news && clusters.get(key) == asked) {
            listener.accept(key.namespace, key.cluster);
        }
    }

    private void note(Asked asked, String uid, List<NodeCertificate> certificates) {
        Instant now = clock.instant();
        Map<String, Instant> before =
                Optional.ofNullable(asked.byUid.get(uid)).map(Told::since).orElse(Map.of());
        Map<String, Instant> since = new HashMap<>();
        certificates.forEach(c -> since.put(c.serial(), before.getOrDefault(c.serial(), now)));
        asked.byUid.put(uid, new Told(now, since));
    }

    private Map<String, Set<String>> loaded(Asked asked, List<RunningNode> running) {
        Instant now = clock.instant();
        return running.stream()
                .collect(Collectors.toUnmodifiableMap(
                        RunningNode::name,
                        node -> Optional.ofNullable(asked.byUid.get(node.uid()))
                                .filter(told -> !told.at().plus(FRESH).isBefore(now))
                                .map(Told::settled)
                                .orElse(Set.of()),
                        (one, other) -> Set.of())); // two pods of one name: neither is proof
    }
}
