package dev.shardwright.cluster.credentials;

import dev.shardwright.support.ElasticVersion;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Entries of the keystore that a node takes up while it runs: the keys of snapshot repositories, and in newer versions
 * those of remote clusters. Others need a restart.
 */
final class ReloadableSettings {
    private static final Pattern ALWAYS = Pattern.compile("s3[.]client[.][^.]+[.](access_key|secret_key|session_token)"
            + "|azure[.]client[.][^.]+[.](account|key|sas_token)"
            + "|gcs[.]client[.][^.]+[.]credentials_file");

    /** Since 8.13. */
    private static final Pattern LATELY = Pattern.compile("cluster[.]remote[.][^.]+[.]credentials");

    private ReloadableSettings() {}

    /**
     * Whether all that differs between two contents can be taken up by a running node.
     *
     * @param version of the spec; a node that still runs an earlier one is made anew in any case
     */
    static boolean coverChange(Map<String, String> before, Map<String, String> after, String version) {
        boolean late =
                ElasticVersion.parse(version).filter(v -> v.atLeast(8, 13)).isPresent();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .allMatch(key -> ALWAYS.matcher(key).matches()
                        || (late && LATELY.matcher(key).matches()));
    }
}
