import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * Records which classes the operator loads until its first pass is over, while its image is made, so that later starts find
 * them ready (JEP 483, JEP 514). There is no Kubernetes then: this plays an API server that knows one ElasticCluster and
 * says yes to every write.
 *
 * <p>Arguments: the command of the operator, to which the training adds nothing.
 */
final class Training {
    private static final String GROUP = "/apis/shardwright.dev/v1alpha1";
    private static final String CLUSTER = """
            {"apiVersion":"shardwright.dev/v1alpha1","kind":"ElasticCluster",
             "metadata":{"name":"training","namespace":"training","uid":"1","generation":1,"resourceVersion":"1",
               "creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"version":"8.19.21","nodePools":[
               {"name":"master","roles":["master"],"replicas":3,"resources":{"requests":{"cpu":"1","memory":"1Gi"},
                 "limits":{"memory":"1Gi"}},"storage":{"size":"1Gi"}},
               {"name":"data","roles":["data","ingest"],"replicas":2,"resources":{"requests":{"cpu":"1","memory":"1Gi"},
                 "limits":{"memory":"1Gi"}},"storage":{"size":"1Gi"}}]}}
            """;
    private static final String ALL_ALLOWED = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{},"status":{"incomplete":false,
             "nonResourceRules":[],"resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]}}
            """;
    private static final String ABSENT = """
            {"apiVersion":"v1","kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"not here"}
            """;
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch told = new CountDownLatch(1);
    private volatile String lease;

    public static void main(String[] command) throws Exception {
        new Training().run(List.of(command));
    }

    private void run(List<String> command) throws Exception {
        SSLServerSocket api = (SSLServerSocket)
                keys().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> serve(api));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "KUBERNETES_MASTER", "https://127.0.0.1:" + api.getLocalPort(),
                        "KUBERNETES_TRUST_CERTIFICATES", "true",
                        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                        "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
                        "POD_NAMESPACE", "training",
                        "POD_NAME", "training",
                        "QUARKUS_HTTP_PORT", Integer.toString(port)));
        Process operator = builder.start();
        try {
            if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the operator wrote no status of its cluster within " + PATIENCE_SECONDS + " s");
            }
            probe(port);
            operator.destroy();
            if (!operator.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the operator did not end");
            }
        } finally {
            operator.destroyForcibly();
        }
        System.exit(0);
    }

    /** What the kubelet and Prometheus ask. */
    private static void probe(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/q/health/ready", "/q/health/live", "/q/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    private void serve(SSLServerSocket api) {
        try {
            while (true) {
                Socket connection = api.accept();
                Thread.startVirtualThread(() -> talk(connection));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    headers.put(
                            header.substring(0, header.indexOf(':')),
                            header.substring(header.indexOf(':') + 1).strip());
                }
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
                if (headers.containsKey("Sec-WebSocket-Key")) {
                    accept(out, headers.get("Sec-WebSocket-Key"));
                    // The first thing that the operator says on it is that it ends.
                    in.read();
                    out.write(new byte[] {(byte) 0x88, 0});
                    return;
                }
                String[] parts = request.split(" ");
                answer(out, parts[0], URI.create(parts[1]).getPath(), new String(body, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The operator has ended, or closed this connection.
        }
    }

    /** A watch: nothing ever happens. */
    private static void accept(OutputStream out, String key) throws IOException {
        String answer;
        try {
            // RFC 6455, 4.2.2.
            byte[] proof = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            answer = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(proof));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        send(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + answer,
                "");
    }

    private void answer(OutputStream out, String method, String path, String body) throws IOException {
        if (path.endsWith("/selfsubjectrulesreviews")) {
            reply(out, 200, ALL_ALLOWED);
        } else if (!"GET".equals(method)) {
            String written =
                    body.replaceFirst("\"metadata\" *: *\\{", "\"metadata\":{\"uid\":\"1\",\"resourceVersion\":\"2\",");
            if (path.contains("/leases")) {
                lease = written;
            }
            reply(out, 200, written);
            if (path.startsWith(GROUP) && path.endsWith("/status")) {
                told.countDown();
            }
        } else if (isList(path)) {
            String items = path.equals(GROUP + "/elasticclusters") ? CLUSTER : "";
            reply(out, 200, "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + items + "]}");
        } else if (path.contains("/leases/") && lease != null) {
            reply(out, 200, lease);
        } else {
            reply(out, 404, ABSENT);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != -1 && next != '\n'; next = in.read()) {
            text.append((char) next);
        }
        return text.toString().strip();
    }

    /** Whether the path ends in a kind: after its version come the kind, or a namespace and the kind. */
    private static boolean isList(String path) {
        List<String> parts = new ArrayList<>(List.of(path.substring(1).split("/")));
        parts.subList(0, parts.getFirst().equals("api") ? 2 : Math.min(3, parts.size()))
                .clear();
        return parts.size() == 1 || parts.size() == 3 && parts.getFirst().equals("namespaces");
    }

    private static void reply(OutputStream out, int status, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        send(out, "HTTP/1.1 " + status + " -\r\nContent-Type: application/json\r\nContent-Length: " + length, body);
    }

    private static void send(OutputStream out, String head, String body) throws IOException {
        out.write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A key pair of the moment, made by the runtime's own keytool. */
    private static SSLContext keys() throws Exception {
        Path file = Files.createTempDirectory("training").resolve("keys");
        char[] password = "training".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "api",
                        "-dname",
                        "CN=127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "training",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
