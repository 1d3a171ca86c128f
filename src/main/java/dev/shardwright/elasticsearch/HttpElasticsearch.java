package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Questions.Reader;
import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.security.UnreadableCertificateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks one cluster over HTTP, node by address. It stays with the node that answered last, for the sake of its
 * connection, and goes on to the next after every failure; a node that cannot be connected to is passed over at once,
 * two at most in one call. A call ends after 5 seconds whatever happens. It has no thread of its own.
 */
public final class HttpElasticsearch implements ElasticsearchConnection {
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final Duration WORTH_TRYING = Duration.ofMillis(100);
    private static final int ATTEMPTS = 3;

    private final Duration budget;
    private State state;
    private Optional<Endpoint> preferred = Optional.empty();
    private boolean closed;

    /** A door to the cluster at {@code target}; nothing is asked yet. */
    public HttpElasticsearch(Target target) {
        this(target, BUDGET);
    }

    HttpElasticsearch(Target target, Duration budget) {
        this.budget = budget;
        this.state = open(target);
    }

    /** Whom to ask, and by which connections; those are absent when the trust could not be built. */
    private record State(Target target, Optional<Connections> connections, String complaint) {}

    private State open(Target target) {
        try {
            return new State(target, Optional.of(Connections.open(target, budget)), "");
        } catch (UnreadableCertificateException e) {
            return new State(target, Optional.empty(), "No node can be trusted: " + e.getMessage() + ".");
        }
    }

    @Override
    public synchronized void retarget(Target target) {
        if (closed || target.equals(state.target())) {
            return;
        }
        if (target.sharesConnectionsWith(state.target())) {
            state = new State(target, state.connections(), state.complaint());
            return;
        }
        Optional<Connections> old = state.connections();
        state = open(target);
        old.ifPresent(Connections::release);
    }

    @Override
    public Reply<ClusterHealth> health() {
        return ask(Questions.HEALTH, ClusterHealth::from);
    }

    @Override
    public Reply<ClusterView> view() {
        return ask(Questions.VIEW, ClusterView::from);
    }

    @Override
    public Reply<List<NodeVersion>> versions() {
        return ask(Questions.VERSIONS, Questions::versions);
    }

    @Override
    public Reply<ClusterState> state() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<ClusterSettings> settings() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<List<IndexInfo>> indices() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<List<NodeDisk>> disks() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<List<ShardCopy>> shardSizes() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Shutdowns> shutdowns() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> drain(Set<String> nodeNames) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> excludeFromVoting(String nodeName) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> clearVotingExclusions() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> registerRestart(String nodeId, String reason) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> forgetShutdown(String nodeId) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<Done> reloadSecureSettings() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Reply<List<NodeCertificate>> certificates(Endpoint node) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public synchronized void close() {
        closed = true;
        state.connections().ifPresent(Connections::abort);
    }

    private <T> Reply<T> ask(String path, Reader<T> reader) {
        State now;
        synchronized (this) {
            now = state;
            if (closed) {
                return Reply.failure(Problem.UNREACHABLE, "The connection to the cluster was closed.");
            }
            if (now.target().endpoints().isEmpty()) {
                return Reply.failure(Problem.NO_ENDPOINT, "No node of the cluster has an address yet.");
            }
            if (!now.connections().map(Connections::acquire).orElse(false)) {
                return Reply.failure(Problem.TLS, now.complaint());
            }
        }
        Connections connections = now.connections().orElseThrow();
        try {
            return ask(now.target(), connections, path, reader);
        } finally {
            connections.closeIdle();
            connections.release();
        }
    }

    private <T> Reply<T> ask(Target target, Connections connections, String path, Reader<T> reader) {
        long end = System.nanoTime() + budget.toNanos();
        List<Endpoint> endpoints = target.endpoints();
        int first = Math.max(0, preferred().map(endpoints::indexOf).orElse(0));
        int attempts = Math.min(ATTEMPTS, endpoints.size());
        for (int attempt = 1; ; attempt++) {
            int index = (first + attempt - 1) % endpoints.size();
            Reply<T> reply = ask(target, connections, endpoints.get(index), path, reader, left(end));
            if (!(reply instanceof Failure<T> failure)) {
                prefer(endpoints.get(index));
                return reply;
            }
            prefer(endpoints.get((index + 1) % endpoints.size()));
            boolean again = attempt < attempts
                    && neverGotThere(failure.problem())
                    && left(end).compareTo(WORTH_TRYING) > 0
                    && !Thread.currentThread().isInterrupted();
            if (!again) {
                return reply;
            }
        }
    }

    private <T> Reply<T> ask(
            Target target, Connections connections, Endpoint endpoint, String path, Reader<T> reader, Duration limit) {
        String address = (target.tls() ? "https://" : "http://") + endpoint.hostName() + ":" + endpoint.port() + " ("
                + endpoint.address() + ")";
        try {
            Exchange.Response response =
                    new Exchange(connections.client(), endpoint, target.tls(), path, authorization(target)).run(limit);
            return response.status() == 200
                    ? Reply.answer(reader.read(JsonObject.parse(response.body())))
                    : Failures.ofStatus(address, response.status(), response.body());
        } catch (MalformedAnswerException e) {
            return Failures.malformed(address, e);
        } catch (TimeoutException e) {
            return Failures.timedOut(address);
        } catch (ExecutionException e) {
            return Failures.ofException(address, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failures.timedOut(address);
        } catch (IOException e) {
            return Failures.ofException(address, e);
        }
    }

    /** With time left, a time-out can only have been that of connecting: the answer itself may take all of it. */
    private static boolean neverGotThere(Problem problem) {
        return problem == Problem.UNREACHABLE || problem == Problem.TLS || problem == Problem.TIMED_OUT;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static String authorization(Target target) {
        String credentials = target.username() + ":" + target.password();
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Optional<Endpoint> preferred() {
        return preferred;
    }

    private synchronized void prefer(Endpoint endpoint) {
        preferred = Optional.of(endpoint);
    }
}
