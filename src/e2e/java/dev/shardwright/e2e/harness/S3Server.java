package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An S3 server in a namespace, with one pair of keys. Its objects outlive its pod. */
public final class S3Server {
    private static final Duration START = Duration.ofMinutes(2);
    private static final String POD = "s3-0";
    private static final int PORT = 8080;
    private static final String KEY_ANNOTATION = "shardwright.dev/key";

    private final Space space;
    private final String image;
    private final S3Requests requests;
    private S3Keys keys = S3Keys.random();

    private S3Server(Space space, String image) {
        this.space = space;
        this.image = image;
        this.requests = new S3Requests(space, POD, PORT);
    }

    /** Puts one into the namespace and waits until it answers. */
    public static S3Server deploy(Space space) {
        S3Server server = new S3Server(space, TestImage.S3PROXY.onNodes());
        server.start();
        return server;
    }

    /** Where pods of any namespace reach it. Buckets are parts of the path, not of the host name. */
    public String endpoint() {
        return "http://s3." + space.name() + ".svc";
    }

    /** The keys that it takes now. */
    public S3Keys keys() {
        return keys;
    }

    /** Starts it again after {@link #stop}: with the same objects. */
    public void start() {
        apply(1);
        Waiting.until("the S3 server", START, () -> "", () -> pod().filter(this::serves)
                .isPresent());
    }

    /** Takes its pod away: requests find nobody there. */
    public void stop() {
        apply(0);
        Waiting.until("the S3 server gone", START, () -> "", () -> pod().isEmpty());
    }

    /** Gives it other keys; from then on the old ones are refused. */
    public S3Keys rotate() {
        keys = S3Keys.random();
        start();
        return keys;
    }

    /** Lets it take these keys and no others. */
    public void take(S3Keys others) {
        stop();
        keys = others;
        start();
    }

    /** Makes a bucket. */
    public S3Server bucket(String bucket) {
        ask(keys, "PUT", "/" + bucket, Map.of());
        return this;
    }

    /** The keys of the objects of a bucket that begin so. */
    public List<String> objects(String bucket, String prefix) {
        List<String> objects = new ArrayList<>();
        boolean more = true;
        while (more) {
            String after = objects.isEmpty() ? "" : objects.getLast();
            Document page = parse(ask(keys, "GET", "/" + bucket, Map.of("prefix", prefix, "marker", after)));
            objects.addAll(texts(page, "Key"));
            more = texts(page, "IsTruncated").contains("true");
        }
        return objects;
    }

    /** S3's code for why it refuses to list a bucket to the owner of these keys. */
    public String refusal(S3Keys others, String bucket) {
        HttpResponse<String> answer = requests.send(others, "GET", "/" + bucket, Map.of());
        if (answer.statusCode() < 300) {
            throw new AssertionError("not refused: " + answer.body());
        }
        return texts(parse(answer.body()), "Code").getFirst();
    }

    private String ask(S3Keys who, String method, String path, Map<String, String> query) {
        HttpResponse<String> answer = requests.send(who, method, path, query);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%d to %s %s: %s".formatted(answer.statusCode(), method, path, answer.body()));
        }
        return answer.body();
    }

    private void apply(int replicas) {
        space.apply(Template.fill(
                "parts/s3.yaml",
                Map.of(
                        "IMAGE", image,
                        "ACCESS_KEY", keys.access(),
                        "SECRET_KEY", keys.secret(),
                        "REPLICAS", String.valueOf(replicas))));
    }

    private Optional<Pod> pod() {
        return Optional.ofNullable(
                space.client().pods().inNamespace(space.name()).withName(POD).get());
    }

    private boolean serves(Pod pod) {
        return keys.access().equals(pod.getMetadata().getAnnotations().get(KEY_ANNOTATION))
                && pod.getMetadata().getDeletionTimestamp() == null
                && Readiness.isPodReady(pod);
    }

    private static Document parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("not XML: " + xml, e);
        }
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
