package dev.shardwright.support;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Elasticsearch, ordered as releases are. */
public record ElasticVersion(int major, int minor, int patch) implements Comparable<ElasticVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(-\\w+)?");
    private static final Comparator<ElasticVersion> ORDER = Comparator.comparingInt(ElasticVersion::major)
            .thenComparingInt(ElasticVersion::minor)
            .thenComparingInt(ElasticVersion::patch);

    /** Reads 8.19.21 and the like; empty when it is no version. */
    public static Optional<ElasticVersion> parse(String text) {
        Matcher m = FORM.matcher(text == null ? "" : text);
        return m.matches()
                ? Optional.of(new ElasticVersion(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    /** Whether this is the given release or a later one. */
    public boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(new ElasticVersion(otherMajor, otherMinor, 0)) >= 0;
    }

    @Override
    public int compareTo(ElasticVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
