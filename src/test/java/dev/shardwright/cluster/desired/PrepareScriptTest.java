package dev.shardwright.cluster.desired;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, with its absolute paths moved into a folder of the test. */
class PrepareScriptTest {
    private static final String SETTING = "cluster.initial_master_nodes: [\"es-master-0\"]";

    @TempDir
    private Path root;

    private Path data;
    private Path config;
    private Path script;
    private final Map<String, String> environment = new HashMap<>(Map.of("NODE_NAME", "n1"));

    @BeforeEach
    void layOut() throws IOException {
        data = Files.createDirectories(root.resolve("usr/share/elasticsearch/data"));
        config = Files.createDirectories(root.resolve("mnt/shardwright/config"));
        Path home = Files.createDirectories(root.resolve("usr/share/elasticsearch/config"));
        for (String file : List.of("elasticsearch.yml", "jvm.options", "users", "users_roles", "roles.yml")) {
            Files.writeString(home.resolve(file), "of the image\n");
        }
        Path revision = Files.createDirectories(root.resolve("mnt/shardwright/revision"));
        Files.writeString(revision.resolve("elasticsearch.yml"), "cluster.name: es\n");
        Files.writeString(revision.resolve("heap.options"), "-Xmx1g\n");
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("proc/sys/vm"));
        Files.writeString(root.resolve("proc/sys/vm/max_map_count"), "65530\n");
        try (InputStream original = PodTemplate.class.getResourceAsStream("/dev/shardwright/pod/prepare.sh")) {
            String text = new String(original.readAllBytes(), UTF_8);
            for (String path :
                    List.of("/usr/share/elasticsearch", "/mnt/shardwright", "/dev/termination-log", "/proc/sys")) {
                text = text.replace(path, root + path);
            }
            script = Files.writeString(root.resolve("prepare.sh"), text);
        }
    }

    @Test
    void laysOutTheConfiguration() throws Exception {
        assertThat(run()).isEqualTo("{\"data\":\"empty\",\"offer\":\"none\"}");
        assertThat(yml()).startsWith("cluster.name: es\n").doesNotContain("initial_master_nodes");
        assertThat(config.resolve("jvm.options.d/heap.options")).hasContent("-Xmx1g");
        assertThat(config.resolve("jvm.options")).hasContent("of the image");
        assertThat(Files.readSymbolicLink(config.resolve("users"))).hasToString("file-realm/users");
    }

    @Test
    void emptyVolumeTakesTheOffer() throws Exception {
        offer("uid-1");
        assertThat(run()).isEqualTo("{\"data\":\"empty\",\"offer\":\"taken\"}");
        assertThat(yml()).contains(SETTING);
        assertThat(data.resolve(".shardwright-bootstrap")).hasContent("uid-1");
    }

    @Test
    void volumeWithStateIgnoresTheOffer() throws Exception {
        offer("uid-1");
        state("_state/node-0.st");
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"ignored\"}");
        assertThat(yml()).doesNotContain("initial_master_nodes");
        assertThat(data.resolve(".shardwright-bootstrap")).doesNotExist();
    }

    @Test
    void stateOfVersion7IsStateToo() throws Exception {
        offer("uid-1");
        state("nodes/0/_state/node-0.st");
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"ignored\"}");
    }

    @Test
    void restartWhileTheSameOfferStandsTakesItAgain() throws Exception {
        offer("uid-1");
        run();
        state("_state/node-0.st");
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"taken\"}");
        assertThat(yml()).containsOnlyOnce(SETTING);
    }

    @Test
    void stateOfAStartWithoutAnyOfferTakesTheFirstOffer() throws Exception {
        run();
        state("_state/node-0.st");
        offer("uid-1");
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"taken\"}");
    }

    /** #1573, #965: an offer of a re-created resource never reaches volumes that an earlier one bootstrapped. */
    @Test
    void offerOfAnotherResourceIsIgnored() throws Exception {
        offer("uid-1");
        run();
        state("_state/node-0.st");
        offer("uid-2");
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"ignored\"}");
        assertThat(yml()).doesNotContain("initial_master_nodes");
        assertThat(data.resolve(".shardwright-bootstrap")).hasContent("uid-1");
    }

    @Test
    void endOfTheOfferTakesTheSettingAway() throws Exception {
        offer("uid-1");
        run();
        state("_state/node-0.st");
        Files.delete(root.resolve("mnt/shardwright/bootstrap/initialMasterNodes"));
        assertThat(run()).isEqualTo("{\"data\":\"present\",\"offer\":\"none\"}");
        assertThat(yml()).doesNotContain("initial_master_nodes");
        assertThat(data.resolve(".shardwright-bootstrap")).hasContent("uid-1");
    }

    @Test
    void emptyOfferIsNone() throws Exception {
        offer("uid-1");
        Files.writeString(root.resolve("mnt/shardwright/bootstrap/initialMasterNodes"), "");
        assertThat(run()).isEqualTo("{\"data\":\"empty\",\"offer\":\"none\"}");
    }

    @Test
    void kernelLimitThatIsTooLowStopsWithWhatToDo() throws Exception {
        environment.put("MIN_MAP_COUNT", "262144");
        assertThat(runFailing())
                .contains("vm.max_map_count on Kubernetes node n1 is 65530", "sysctl -w vm.max_map_count=262144");
        assertThat(data.resolve(".shardwright-bootstrap")).doesNotExist();
        environment.put("MIN_MAP_COUNT", "65530");
        assertThat(run()).contains("empty");
    }

    @Test
    void zoneOfTheKubernetesNodeIsWrittenDown() throws Exception {
        environment.put("ZONE_KEY", "topology.kubernetes.io/zone");
        Files.createDirectories(root.resolve("mnt/shardwright/zones"));
        Files.writeString(root.resolve("mnt/shardwright/zones/n1"), "z-1");
        run();
        assertThat(yml()).contains("\nnode.attr.zone: \"z-1\"\n");
    }

    @Test
    void secureSettingsGoIntoTheKeystoreByName() throws Exception {
        keystoreTool("for a in \"$@\"; do echo \"$a\"; done >>" + root + "/calls");
        Files.createDirectories(root.resolve("mnt/shardwright/secure-settings"));
        Files.writeString(root.resolve("mnt/shardwright/secure-settings/s3.client.default.access_key"), "key");
        Files.writeString(root.resolve("mnt/shardwright/secure-settings/a b"), "x");
        run();
        assertThat(Files.readAllLines(root.resolve("calls")))
                .contains("create", "add-file", "a b", "s3.client.default.access_key")
                .doesNotContain("key");
    }

    /** Files that Kubernetes itself puts into a mounted Secret are no entries. */
    @Test
    void emptySecureSettingsLeaveNoKeystore() throws Exception {
        keystoreTool("touch $ES_PATH_CONF/elasticsearch.keystore");
        Path settings = Files.createDirectories(root.resolve("mnt/shardwright/secure-settings"));
        Files.createDirectories(settings.resolve("..2026_05_01"));
        Files.writeString(settings.resolve("a.b"), "x");
        run();
        assertThat(config.resolve("elasticsearch.keystore")).exists();
        Files.delete(settings.resolve("a.b"));
        run();
        assertThat(config.resolve("elasticsearch.keystore")).doesNotExist();
    }

    @Test
    void keystoreThatComesWithTheImageStays() throws Exception {
        Files.writeString(root.resolve("usr/share/elasticsearch/config/elasticsearch.keystore"), "of the image");
        run();
        run();
        assertThat(config.resolve("elasticsearch.keystore")).hasContent("of the image");
    }

    @Test
    void keystoreThatRefusesIsSaidWithoutTheValue() throws Exception {
        keystoreTool("[ \"$1\" = create ]");
        Files.createDirectories(root.resolve("mnt/shardwright/secure-settings"));
        Files.writeString(root.resolve("mnt/shardwright/secure-settings/BAD"), "secret-value");
        assertThat(runFailing()).contains("the keystore refused", "BAD").doesNotContain("secret-value");
    }

    /** The kubelet runs it again in the same pod: after a failure, and after a reboot of the host. */
    @Test
    void secondRunInTheSamePodDoesTheSame() throws Exception {
        keystoreTool("[ \"$1\" = create ]");
        Files.createDirectories(root.resolve("mnt/shardwright/secure-settings"));
        Files.writeString(root.resolve("mnt/shardwright/secure-settings/BAD"), "x");
        String first = runFailing();
        assertThat(runFailing()).isEqualTo(first);
        keystoreTool("true");
        assertThat(run()).isEqualTo("{\"data\":\"empty\",\"offer\":\"none\"}");
        assertThat(yml()).isEqualTo("cluster.name: es\n");
        assertThat(Files.readSymbolicLink(config.resolve("roles.yml"))).hasToString("file-realm/roles.yml");
    }

    private void offer(String id) throws IOException {
        Path bootstrap = Files.createDirectories(root.resolve("mnt/shardwright/bootstrap"));
        Files.writeString(bootstrap.resolve("initialMasterNodes"), "\"es-master-0\"");
        Files.writeString(bootstrap.resolve("id"), id);
    }

    private void state(String file) throws IOException {
        Path path = data.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }

    private void keystoreTool(String body) throws IOException {
        Path tool = root.resolve("usr/share/elasticsearch/bin/elasticsearch-keystore");
        Files.createDirectories(tool.getParent());
        Files.writeString(tool, "#!/usr/bin/env bash\n" + body + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private String yml() throws IOException {
        return Files.readString(config.resolve("elasticsearch.yml"));
    }

    /** What stands in the termination log of a run that succeeds. */
    private String run() throws Exception {
        assertThat(execute()).as(() -> log()).isZero();
        return log();
    }

    private String runFailing() throws Exception {
        assertThat(execute()).isEqualTo(1);
        return log();
    }

    private String log() {
        try {
            return Files.readString(root.resolve("dev/termination-log")).strip();
        } catch (IOException e) {
            return "no termination log";
        }
    }

    private int execute() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(root.resolve("output").toFile());
        return builder.start().waitFor();
    }
}
