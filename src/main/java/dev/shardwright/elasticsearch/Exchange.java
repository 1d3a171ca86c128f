package dev.shardwright.elasticsearch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * One request to one endpoint, with an end that nothing can put off: it runs on a virtual thread of its own, and when its
 * time is up the caller goes on while the connection is torn down. Socket timeouts alone would not do: they begin anew
 * with every byte that drips in.
 */
final class Exchange {
    private static final int BODY_LIMIT = 16 * 1024 * 1024;

    private final CloseableHttpClient client;
    private final HttpHost host;
    private final HttpUriRequestBase request;

    Exchange(CloseableHttpClient client, Endpoint endpoint, Target target, Request<?> wanted) throws IOException {
        this.client = client;
        this.host = host(target.tls() ? "https" : "http", endpoint);
        this.request = new HttpUriRequestBase(wanted.method(), URI.create(target.prefix() + wanted.path()));
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        target.authentication().header().ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
        wanted.body().ifPresent(json -> request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON)));
    }

    /** What came back. */
    record Response(int status, String body) {
        /** Without the credentials that were sent: whoever refuses a request may quote it. */
        Response hiding(Authentication authentication) {
            if (status == 200) {
                return this;
            }
            Optional<String> secret = authentication.header().map(header -> header.substring(header.indexOf(' ') + 1));
            return new Response(
                    status, secret.map(text -> body.replace(text, "***")).orElse(body));
        }
    }

    private static HttpHost host(String scheme, Endpoint endpoint) throws IOException {
        return endpoint.address().isPresent()
                ? new HttpHost(
                        scheme,
                        InetAddress.getByName(endpoint.address().get()), // a literal: no look-up
                        endpoint.hostName(),
                        endpoint.port())
                : new HttpHost(scheme, endpoint.hostName(), endpoint.port());
    }

    /**
     * Carries it out.
     *
     * @throws TimeoutException when the time was up first
     * @throws ExecutionException with the client's exception as its cause
     */
    Response run(Duration limit) throws TimeoutException, ExecutionException, InterruptedException {
        FutureTask<Response> task = new FutureTask<>(this::read);
        Thread.ofVirtual().name("elasticsearch-request").start(task);
        boolean done = false;
        try {
            Response response = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            done = true;
            return response;
        } catch (ExecutionException e) {
            done = true;
            throw e;
        } finally {
            if (!done) {
                task.cancel(true); // on a virtual thread this closes the socket that it blocks on
                Thread.ofVirtual().name("elasticsearch-cancel").start(request::cancel);
            }
        }
    }

    private Response read() throws IOException, MalformedAnswerException {
        try (ClassicHttpResponse response = client.executeOpen(host, request, HttpClientContext.create())) {
            return new Response(response.getCode(), body(response.getEntity()));
        }
    }

    private String body(HttpEntity entity) throws IOException, MalformedAnswerException {
        if (entity == null) {
            return "";
        }
        byte[] body = entity.getContent().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            request.cancel(); // closing alone would read on to the end
            throw new MalformedAnswerException("the body is larger than 16 MiB");
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
