package dev.shardwright.cluster.desired;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that run in pods. */
public final class PodScript {
    private PodScript() {}

    /** The text of a script of the operator, by its file name. */
    public static String read(String name) {
        try (InputStream in = PodScript.class.getResourceAsStream("/dev/shardwright/pod/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
