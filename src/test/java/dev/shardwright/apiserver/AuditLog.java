package dev.shardwright.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The audit log of the API server: one line for each request that it has answered. */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /** A point in time: what is in the log so far. */
    public long mark() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All requests answered since then. A watch counts when it ends. */
    public List<Call> since(long mark) {
        List<Call> calls = new ArrayList<>();
        for (String line : linesSince(mark)) {
            try {
                calls.add(Call.of(JSON.readTree(line)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return calls;
    }

    /** The requests since then of those whose user agent begins so. */
    public List<Call> since(long mark, String userAgent) {
        return since(mark).stream()
                .filter(call -> call.userAgent().startsWith(userAgent))
                .toList();
    }

    private List<String> linesSince(long mark) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(log.length() - mark)];
            log.seek(mark);
            log.readFully(bytes);
            String text = new String(bytes, UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request. */
    public record Call(
            String userAgent,
            String verb,
            String resource,
            String subresource,
            String namespace,
            String name,
            int code) {
        private static final Set<String> READS = Set.of("get", "list", "watch");

        static Call of(JsonNode event) {
            JsonNode object = event.path("objectRef");
            return new Call(
                    event.path("userAgent").asText(),
                    event.path("verb").asText(),
                    object.path("resource").asText(event.path("requestURI").asText()),
                    object.path("subresource").asText(),
                    object.path("namespace").asText(),
                    object.path("name").asText(),
                    event.path("responseStatus").path("code").asInt());
        }

        /** Whether it asked for a change. */
        public boolean isWrite() {
            return !READS.contains(verb);
        }

        /** Whether it asked for objects, not for news of them. */
        public boolean isRead() {
            return "get".equals(verb) || "list".equals(verb);
        }
    }
}
