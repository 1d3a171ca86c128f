package dev.shardwright.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The API server's own record of who asked for what. */
public final class AuditLog {
    private static final String VARIABLE = "SHARDWRIGHT_AUDIT_LOG";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private AuditLog(Path file) {
        this.file = file;
    }

    /** The log that the environment or the system property SHARDWRIGHT_AUDIT_LOG names. */
    static AuditLog ofRun() {
        String path = Optional.ofNullable(System.getProperty(VARIABLE))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .orElse("");
        return new AuditLog(path.isBlank() ? null : Path.of(path));
    }

    /** Ends the test as skipped where the cluster gives no audit log. */
    public AuditLog require() {
        Assumptions.assumeTrue(available(), VARIABLE + " names no file: nothing can count the requests");
        return this;
    }

    public boolean available() {
        return file != null && Files.isReadable(file);
    }

    /** Everything that the user asked for in that time. */
    public Requests of(String user, Instant from, Instant to) {
        List<Requests.Request> found = new ArrayList<>();
        for (Path part : parts(from)) {
            try (BufferedReader reader = Files.newBufferedReader(part)) {
                reader.lines()
                        .filter(line -> line.contains(user))
                        .flatMap(line -> parse(line, user))
                        .filter(r -> !r.at().isBefore(from) && !r.at().isAfter(to))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Requests(found);
    }

    /** The log and those of its rotated parts that were written since. */
    private List<Path> parts(Instant from) {
        String name = file.getFileName().toString();
        String stem = name.replaceFirst("\\.[^.]*$", "");
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            return siblings.filter(p -> p.getFileName().toString().startsWith(stem))
                    .filter(p -> !p.toString().endsWith(".gz"))
                    .filter(p -> !p.toFile().isDirectory())
                    .filter(p -> p.toFile().lastModified() >= from.toEpochMilli() - 1000)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Requests.Request> parse(String line, String user) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (IOException halfWritten) {
            return Stream.empty();
        }
        boolean ended = !"RequestReceived".equals(event.path("stage").asText())
                && !"ResponseStarted".equals(event.path("stage").asText());
        if (!ended || !user.equals(event.path("user").path("username").asText())) {
            return Stream.empty();
        }
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return Stream.of(new Requests.Request(
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                event.path("verb").asText(),
                object.path("resource").asText("-") + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("responseStatus").path("code").asInt(),
                event.at("/user/extra/authentication.kubernetes.io~1pod-name/0").asText()));
    }
}
