package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The right to have running nodes read their keystore again, which the operator has only where somebody gives it. */
public final class KeystoreReload {
    private static final Path RIGHTS = Path.of("deploy", "secure-settings-reload", "cluster-role.yaml");
    private static final String FLAG = "SECURE_SETTINGS_RELOAD";

    private KeystoreReload() {}

    /** Gives the operator the right, does something, and takes the right away again. */
    public static void allowed(Operator operator, KubernetesClient client, Runnable body) {
        try (InputStream rights = rights()) {
            client.load(rights).serverSideApply();
            operator.with(FLAG, "true");
            body.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            operator.with(FLAG, null);
            takeAway(client);
        }
    }

    private static void takeAway(KubernetesClient client) {
        try (InputStream rights = rights()) {
            client.load(rights).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream rights() throws IOException {
        return Files.newInputStream(RIGHTS);
    }
}
