package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Makes the namespaces of a test and removes them, and everything in them, when the test is over. */
public final class Spaces implements AutoCloseable {
    private final KubernetesClient client;
    private final List<Space> spaces = new ArrayList<>();

    Spaces(KubernetesClient client) {
        this.client = client;
    }

    /** A new, empty namespace whose name begins so. */
    public Space open(String prefix) {
        Space space = Space.create(client, prefix);
        spaces.add(space);
        return space;
    }

    @Override
    public void close() {
        spaces.reversed().forEach(Space::close);
    }
}
