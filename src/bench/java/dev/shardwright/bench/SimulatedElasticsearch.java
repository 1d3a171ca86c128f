package dev.shardwright.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shardwright.support.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The HTTP port of a cluster, at one address for all of its nodes. */
final class SimulatedElasticsearch implements AutoCloseable {
    private final InetSocketAddress address;
    private final SSLContext tls;
    private final EsAnswers answers;
    private AutoCloseable server;

    /** What becomes of a request. */
    enum Mode {
        /** It is answered. */
        ANSWERS,
        /** Connections are accepted, and nothing ever comes back. */
        ACCEPTS,
        /** The same after the TLS handshake. */
        GREETS
    }

    private SimulatedElasticsearch(InetSocketAddress address, SSLContext tls, EsAnswers answers) {
        this.address = address;
        this.tls = tls;
        this.answers = answers;
        this.server = answering();
    }

    /** Serves, and answers. */
    static SimulatedElasticsearch of(String address, SSLContext tls, EsAnswers answers) {
        return new SimulatedElasticsearch(new InetSocketAddress(address, Names.HTTP_PORT), tls, answers);
    }

    /** Does so from now on. Connections from before are closed. */
    void turn(Mode mode) {
        close();
        server = switch (mode) {
            case ANSWERS -> answering();
            case ACCEPTS -> SilentServer.at(address);
            case GREETS -> greeting();
        };
    }

    private AutoCloseable answering() {
        return serve(
                exchange -> {
                    try (exchange) {
                        EsAnswers.Answer answer = answers.to(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().toString());
                        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                        exchange.getRequestBody().readAllBytes();
                        exchange.getResponseHeaders().add("Content-Type", "application/json");
                        exchange.getResponseHeaders().add("X-elastic-product", "Elasticsearch");
                        exchange.sendResponseHeaders(answer.status(), body.length);
                        exchange.getResponseBody().write(body);
                    }
                },
                () -> {});
    }

    private AutoCloseable greeting() {
        CountDownLatch never = new CountDownLatch(1);
        return serve(
                exchange -> {
                    try (exchange) {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                never::countDown);
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private AutoCloseable serve(Handler handler, Runnable end) {
        try {
            HttpsServer https = HttpsServer.create(address, 0);
            ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            https.setExecutor(workers);
            https.createContext("/", handler::handle);
            https.start();
            return () -> {
                end.run();
                https.stop(0);
                workers.shutdownNow();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
