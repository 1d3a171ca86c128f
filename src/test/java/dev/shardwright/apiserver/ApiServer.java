package dev.shardwright.apiserver;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real etcd and kube-apiserver with our CRDs, started once and shared by all tests of a run. No controller runs in it: a
 * StatefulSet makes no pods, a deleted namespace stays. Each test takes a namespace of its own.
 *
 * <pre>{@code
 * ApiServer server = ApiServer.shared();
 * String namespace = server.newNamespace();
 * long mark = server.auditLog().mark();
 * ...
 * assertThat(server.auditLog().since(mark)).filteredOn(AuditLog.Call::isWrite).isEmpty();
 * }</pre>
 */
public final class ApiServer {
    private static final Path HOME = Path.of("target", "apiserver").toAbsolutePath();
    private static final Path CRDS = Path.of("deploy", "crds");

    /** kube-api-test looks for binaries in a folder called by version; ours come from one place, so any name will do. */
    private static final String VERSION = "0.0.0";

    private static final String AUDIT_POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived, ResponseStarted]
            rules:
            - level: Metadata
            """;

    private final AtomicInteger namespaces = new AtomicInteger();
    private final KubeAPIServer server;
    private final AuditLog auditLog;
    private final Path kubeconfig = HOME.resolve("kubeconfig");
    private final Path binaries = KubeBinaries.folder();
    private final KubernetesClient client;

    private ApiServer() throws IOException {
        Files.createDirectories(HOME);
        Path policy = HOME.resolve("audit-policy.yaml");
        Path log = HOME.resolve("audit.log");
        Files.writeString(policy, AUDIT_POLICY);
        Files.deleteIfExists(log);
        linkBinaries();
        server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(HOME.toString())
                .withOfflineMode(true)
                .withApiServerVersion(VERSION)
                .withApiServerFlags(List.of("--audit-policy-file=" + policy, "--audit-log-path=" + log))
                .build());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        Files.writeString(kubeconfig, server.getKubeConfigYaml());
        auditLog = new AuditLog(log);
        client = client("shardwright-tests");
        installCrds();
    }

    /** The server of this run, started at the first call. */
    public static ApiServer shared() {
        return Shared.SERVER;
    }

    /** A client with all rights. */
    public KubernetesClient client() {
        return client;
    }

    /** A client of its own with all rights, that the audit log tells apart by its user agent. Close it. */
    public KubernetesClient client(String userAgent) {
        Config config = Config.fromKubeconfig(server.getKubeConfigYaml());
        config.setUserAgent(userAgent);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A client with the rights of a service account, as our manifests grant them. Close it. */
    public KubernetesClient clientAs(String namespace, String serviceAccount) {
        Config config = Config.fromKubeconfig(server.getKubeConfigYaml());
        config.setUserAgent(serviceAccount);
        config.setImpersonateUsername("system:serviceaccount:" + namespace + ":" + serviceAccount);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A namespace that no other test uses. */
    public String newNamespace() {
        return newNamespace(Map.of());
    }

    /** The same with labels, for example a Pod Security level. */
    public String newNamespace(Map<String, String> labels) {
        String name = "test-" + namespaces.incrementAndGet();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    /** What was asked of the server, and by whom. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** Runs kubectl with all rights. */
    public Kubectl kubectl(String... arguments) {
        return Kubectl.run(binaries.resolve("kubectl"), kubeconfig, arguments);
    }

    private void linkBinaries() throws IOException {
        String machine =
                System.getProperty("os.arch").replace("aarch64", "arm64").replace("x86_64", "amd64");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path folder = HOME.resolve(Path.of("k8s", VERSION + "-" + system + "-" + machine));
        Files.createDirectories(folder);
        for (String program : KubeBinaries.PROGRAMS) {
            Path link = folder.resolve(program);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, binaries.resolve(program));
        }
    }

    private void installCrds() throws IOException {
        List<CustomResourceDefinition> crds = new ArrayList<>();
        try (Stream<Path> files = Files.list(CRDS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".shardwright.dev.yaml"))
                    .toList()) {
                crds.add(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class));
            }
        }
        for (CustomResourceDefinition crd : crds) {
            client.resource(crd).forceConflicts().serverSideApply();
            client.resource(crd)
                    .waitUntilCondition(
                            live -> live != null
                                    && live.getStatus() != null
                                    && live.getStatus().getConditions() != null
                                    && live.getStatus().getConditions().stream()
                                            .anyMatch(condition -> "Established".equals(condition.getType())
                                                    && "True".equals(condition.getStatus())),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    private static final class Shared {
        static final ApiServer SERVER = start();

        private static ApiServer start() {
            try {
                return new ApiServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
