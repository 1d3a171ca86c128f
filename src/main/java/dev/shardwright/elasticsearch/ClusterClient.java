package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Reply.Failure;
import dev.shardwright.security.UnreadableCertificateException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks one cluster over HTTP, node by address. It stays with the node that answered last, for the sake of its
 * connection, and goes on to the next after every failure; a node that cannot be connected to is passed over at once,
 * two at most in one call. A call ends when its time is up, whatever happens. It has no thread of its own.
 */
final class ClusterClient {
    private static final Duration WORTH_TRYING = Duration.ofMillis(100);
    private static final int ATTEMPTS = 3;

    private final Limits limits;
    private State state;
    private Optional<Endpoint> preferred = Optional.empty();
    private boolean closed;

    /** @param limits how long calls may take */
    ClusterClient(Target target, Limits limits) {
        this.limits = limits;
        this.state = open(target);
    }

    /** Whom to ask, and by which connections; those are absent when the trust could not be built. */
    private record State(Target target, Optional<Connections> connections, String complaint) {}

    private State open(Target target) {
        try {
            return new State(target, Optional.of(Connections.open(target, limits.longest())), "");
        } catch (UnreadableCertificateException e) {
            return new State(target, Optional.empty(), "No node can be trusted: " + e.getMessage() + ".");
        }
    }

    /** From now on asks there. */
    synchronized void retarget(Target target) {
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

    /** Ends requests under way; those that follow fail. */
    synchronized void close() {
        closed = true;
        state.connections().ifPresent(Connections::abort);
    }

    /** Asks any node. */
    <T> Reply<T> ask(Request<T> request) {
        return ask(Optional.empty(), request);
    }

    /** Asks this node and no other. */
    <T> Reply<T> askOnly(Endpoint endpoint, Request<T> request) {
        return ask(Optional.of(endpoint), request);
    }

    private <T> Reply<T> ask(Optional<Endpoint> only, Request<T> request) {
        State now;
        synchronized (this) {
            now = state;
            if (closed) {
                return Reply.failure(Problem.UNREACHABLE, "The connection to the cluster was closed.");
            }
            if (only.isEmpty() && now.target().endpoints().isEmpty()) {
                return Reply.failure(Problem.NO_ENDPOINT, "No node of the cluster has an address yet.");
            }
            if (!now.connections().map(Connections::acquire).orElse(false)) {
                return Reply.failure(Problem.TLS, now.complaint());
            }
        }
        Connections connections = now.connections().orElseThrow();
        try {
            return only.isPresent()
                    ? ask(now.target(), connections, only.get(), request, limits.of(request))
                    : askOneAfterTheOther(now.target(), connections, request);
        } finally {
            connections.closeIdle();
            connections.release();
        }
    }

    private <T> Reply<T> askOneAfterTheOther(Target target, Connections connections, Request<T> request) {
        long end = System.nanoTime() + limits.of(request).toNanos();
        List<Endpoint> endpoints = target.endpoints();
        int first = Math.max(0, preferred().map(endpoints::indexOf).orElse(0));
        int attempts = Math.min(ATTEMPTS, endpoints.size());
        for (int attempt = 1; ; attempt++) {
            int index = (first + attempt - 1) % endpoints.size();
            Reply<T> reply = ask(target, connections, endpoints.get(index), request, left(end));
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
            Target target, Connections connections, Endpoint endpoint, Request<T> request, Duration limit) {
        String address = endpoint.shown(target.tls(), target.prefix());
        try {
            Exchange.Response response = new Exchange(connections.client(), endpoint, target, request).run(limit);
            return request.read(address, response.hiding(target.authentication()));
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

    private synchronized Optional<Endpoint> preferred() {
        return preferred;
    }

    private synchronized void prefer(Endpoint endpoint) {
        preferred = Optional.of(endpoint);
    }
}
