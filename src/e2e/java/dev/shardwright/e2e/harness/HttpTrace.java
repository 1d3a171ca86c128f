package dev.shardwright.e2e.harness;

import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the requests that the nodes of a cluster receive, by Elasticsearch's own tracer. Requests of this suite come
 * through a port-forward, which means from the pod itself, and are not counted.
 */
public final class HttpTrace {
    private static final String LOGGER = "logger.org.elasticsearch.http.HttpTracer";
    private static final Pattern REQUEST =
            Pattern.compile("received request from \\[Netty4HttpChannel\\{localAddress=[^,]*, remoteAddress=([^}]*)}");

    private final Cluster cluster;

    private HttpTrace(Cluster cluster) {
        this.cluster = cluster;
    }

    public static HttpTrace start(Cluster cluster) {
        HttpTrace trace = new HttpTrace(cluster);
        trace.level("\"TRACE\"");
        return trace;
    }

    public void stop() {
        level("null");
    }

    /** The requests from outside of the pods in that time. */
    public long requests(Instant from, Instant to) {
        long requests = 0;
        for (Pod pod : cluster.pods()) {
            String log = cluster.space()
                    .client()
                    .pods()
                    .resource(pod)
                    .inContainer(Names.CONTAINER)
                    .usingTimestamps()
                    .sinceTime(from.toString())
                    .getLog();
            requests += log.lines().filter(line -> counts(line, to)).count();
        }
        return requests;
    }

    private static boolean counts(String line, Instant to) {
        Matcher request = REQUEST.matcher(line);
        return request.find()
                && !request.group(1).contains("127.0.0.1")
                && !request.group(1).contains("[::1]")
                && !request.group(1).contains("0:0:0:0:0:0:0:1")
                && !Instant.parse(line.substring(0, line.indexOf(' '))).isAfter(to);
    }

    private void level(String level) {
        cluster.elastic().send("PUT", "/_cluster/settings", "{\"persistent\":{\"" + LOGGER + "\":" + level + "}}");
    }
}
