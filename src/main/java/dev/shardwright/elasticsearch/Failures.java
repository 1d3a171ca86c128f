package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.Reply.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Puts a name to whatever went wrong. */
final class Failures {
    private static final Set<String> NO_MASTER = Set.of("master_not_discovered_exception", "cluster_block_exception");
    private static final int QUOTE_LIMIT = 150;

    private Failures() {}

    /** A status other than 200. */
    static <T> Failure<T> ofStatus(String address, int status, Refusal refusal) {
        Optional<String> type = refusal.type();
        Problem problem =
                switch (status) {
                    case 401 -> Problem.UNAUTHORIZED;
                    case 403 -> Problem.FORBIDDEN;
                    case 408 -> Problem.TIMED_OUT;
                    case 429 -> Problem.BUSY;
                    case 502, 504 -> Problem.UNAVAILABLE;
                    case 503 -> type.filter(NO_MASTER::contains).isPresent() ? Problem.NO_MASTER : Problem.UNAVAILABLE;
                    default -> status >= 500 && status <= 599 ? Problem.SERVER_ERROR : Problem.UNEXPECTED;
                };
        return new Failure<>(
                problem,
                address + " answered with status " + status
                        + type.map(name -> " (" + name + ")").orElse("") + ".");
    }

    /** An exception of the HTTP client. */
    static <T> Failure<T> ofException(String address, Throwable exception) {
        return switch (exception) {
            case MalformedAnswerException e -> malformed(address, e);
            case SSLException e when hasCause(e, InterruptedIOException.class) -> timedOut(address);
            case SSLException e
            when hasCause(e, EOFException.class) || hasCause(e, SocketException.class) ->
                new Failure<>(Problem.UNREACHABLE, address + " closed the connection during the TLS handshake.");
            case SSLException e ->
                new Failure<>(Problem.TLS, "TLS with " + address + " failed: " + quotable(e.getMessage()));
            case InterruptedIOException e -> timedOut(address); // also time-outs of connect, read and pool
            case ClientProtocolException e -> notHttp(address);
            case MessageConstraintException e -> notHttp(address);
            case IOException e when hasCause(e, HttpException.class) -> notHttp(address);
            case UnknownHostException e ->
                new Failure<>(Problem.UNREACHABLE, address + " cannot be reached: its name is not known.");
            case IOException e -> unreachable(address);
            case IllegalStateException e -> unreachable(address); // closed meanwhile
            default ->
                new Failure<>(
                        Problem.UNEXPECTED,
                        "Asking " + address + " failed inside the operator ("
                                + exception.getClass().getSimpleName() + ").");
        };
    }

    static <T> Failure<T> malformed(String address, MalformedAnswerException e) {
        return new Failure<>(Problem.MALFORMED, "The answer of " + address + " is unusable: " + e.getMessage() + ".");
    }

    static <T> Failure<T> timedOut(String address) {
        return new Failure<>(Problem.TIMED_OUT, address + " gave no complete answer in time.");
    }

    private static <T> Failure<T> unreachable(String address) {
        return new Failure<>(
                Problem.UNREACHABLE, address + " cannot be reached: the connection was refused or broke off.");
    }

    private static <T> Failure<T> notHttp(String address) {
        return new Failure<>(Problem.MALFORMED, address + " does not speak HTTP.");
    }

    private static boolean hasCause(Throwable exception, Class<? extends Throwable> kind) {
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String quotable(String message) {
        String text = message == null ? "no reason given" : message.replaceAll("[^ -~]+", " ");
        return text.substring(0, Math.min(QUOTE_LIMIT, text.length()));
    }
}
