package dev.shardwright.cluster.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script, with its absolute paths moved into a folder of the test, and a tool that writes what it is given. */
class KeystoreScriptTest {
    private static final String SECRET = "s3cret-value";

    @TempDir
    private Path root;

    private Path config;
    private Path keystore;
    private String script;

    @BeforeEach
    void layOut() throws IOException {
        config = Files.createDirectories(root.resolve("usr/share/elasticsearch/config"));
        keystore = Files.writeString(config.resolve("elasticsearch.keystore"), "before");
        Files.createDirectories(root.resolve("tmp"));
        tool("""
                file=$ES_PATH_CONF/elasticsearch.keystore
                : >"$file"
                if [ "$1" = create ]; then exit; fi
                [ "$1 $2" = "add-file --force" ] || exit 64
                shift 2
                while [ $# -gt 0 ]; do echo "$1=$(cat "$2")" >>"$file"; shift 2; done
                """);
        try (InputStream original =
                SecureSettingsLoader.class.getResourceAsStream("/dev/shardwright/pod/keystore.sh")) {
            script = new String(original.readAllBytes(), UTF_8)
                    .replace("/usr/share/elasticsearch", root + "/usr/share/elasticsearch");
        }
    }

    @Test
    void keystoreIsMadeAnewOfExactlyWhatIsWritten() throws Exception {
        assertThat(run("uid", "100", entry("a.b", SECRET) + entry("c.d", "two\nlines") + "end\n"))
                .isZero();
        assertThat(keystore).hasContent("a.b=" + SECRET + "\nc.d=two\nlines\n");
        assertThat(output()).doesNotContain(SECRET);
        assertThat(leftovers()).isEmpty();
        assertThat(run("uid", "101", "end\n")).isZero();
        assertThat(keystore).as("the last entry was removed").isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b czNjcmV0LXZhbHVl\n", "a.b czNjcmV0LXZhbHVl\nen"})
    void whatComesInPartIsNotUsed(String input) throws Exception {
        assertThat(run("uid", "100", input)).isNotZero();
        unchanged();
    }

    @Test
    void valueThatIsNoBase64IsNotUsed() throws Exception {
        assertThat(run("uid", "100", "a.b !!!\nend\n")).isNotZero();
        unchanged();
    }

    @Test
    void anotherPodIsLeftAlone() throws Exception {
        assertThat(run("uid-of-the-pod-before", "100", "end\n")).isNotZero();
        unchanged();
    }

    /** Two operators for a moment: the late one takes nothing back. */
    @Test
    void earlierChangeTakesNothingBack() throws Exception {
        assertThat(run("uid", "100", entry("a.b", "new") + "end\n")).isZero();
        assertThat(run("uid", "99", entry("a.b", "old") + "end\n")).isNotZero();
        assertThat(keystore).hasContent("a.b=new\n");
        assertThat(run("uid", "100", entry("a.b", "new") + "end\n"))
                .as("the same once more")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "touch $ES_PATH_CONF/elasticsearch.keystore; exit 65"})
    void toolThatRefusesLeavesTheKeystoreAsItWas(String body) throws Exception {
        tool(body);
        assertThat(run("uid", "100", entry("a.b", SECRET) + "end\n")).isNotZero();
        unchanged();
        assertThat(output()).doesNotContain(SECRET);
    }

    private void unchanged() throws IOException {
        assertThat(keystore).hasContent("before");
        assertThat(leftovers()).isEmpty();
    }

    private String[] leftovers() {
        return root.resolve("tmp").toFile().list();
    }

    private static String entry(String name, String value) {
        return name + " " + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "\n";
    }

    private void tool(String body) throws IOException {
        Path tool = root.resolve("usr/share/elasticsearch/bin/elasticsearch-keystore");
        Files.createDirectories(tool.getParent());
        Files.writeString(tool, "#!/usr/bin/env bash\n" + body + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private String output() throws IOException {
        return Files.readString(root.resolve("output"));
    }

    /** Runs it as the operator does, except that the input ends by itself. */
    private int run(String pod, String at, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script, "keystore", pod, at);
        builder.environment().put("POD_UID", "uid");
        builder.environment().put("TMPDIR", root.resolve("tmp").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .redirectInput(Files.writeString(root.resolve("input"), input).toFile());
        return builder.start().waitFor();
    }
}
