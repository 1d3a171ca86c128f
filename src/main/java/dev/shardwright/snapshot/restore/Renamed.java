package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Rename;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** New names, made as Elasticsearch makes them. */
public final class Renamed {
    private static final String BACKING = ".ds-";
    private static final String FAILURES = ".fs-";

    private final Optional<Pattern> pattern;
    private final String replacement;
    private final List<String> streams;

    /** @param streams data streams that are restored: their indices are renamed behind their prefix */
    public Renamed(Optional<Rename> rename, Collection<String> streams) {
        this.pattern = rename.map(r -> Pattern.compile(r.pattern()));
        this.replacement = rename.map(Rename::replacement).orElse("");
        this.streams = List.copyOf(streams);
    }

    /** What is wrong with a renaming; empty when nothing is. */
    public static Optional<String> flaw(Rename rename) {
        try {
            Pattern.compile(rename.pattern());
            // Or nothing: so that it matches, and the replacement is used.
            Pattern.compile(rename.pattern() + "|").matcher("").replaceAll(rename.replacement());
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("spec.rename.pattern is no regular expression: " + e.getDescription());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.of("spec.rename.replacement cannot be used with the pattern: " + e.getMessage());
        }
    }

    /** The new name of an index. */
    public String of(String name) {
        return Stream.of(BACKING, FAILURES)
                .filter(prefix -> streams.stream().anyMatch(s -> name.startsWith(prefix + s + "-")))
                .findFirst()
                .map(prefix -> prefix + renamed(name.substring(prefix.length())))
                .orElseGet(() -> renamed(name));
    }

    private String renamed(String name) {
        return pattern.map(p -> p.matcher(name).replaceAll(replacement)).orElse(name);
    }
}
