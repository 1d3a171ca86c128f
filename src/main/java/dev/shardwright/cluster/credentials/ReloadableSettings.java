package dev.shardwright.cluster.credentials;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Entries of the keystore that every supported version takes up while it runs: the keys of snapshot repositories. Others
 * that newer versions take up need a restart in older ones, or are refused by them.
 */
final class ReloadableSettings {
    private static final Pattern RELOADABLE = Pattern.compile(Arrays.stream(new String[] {
                "s3[.]client[.][^.]+[.](access_key|secret_key|session_token)",
                "azure[.]client[.][^.]+[.](account|key|sas_token)",
                "gcs[.]client[.][^.]+[.]credentials_file"
            })
            .collect(Collectors.joining("|")));

    private ReloadableSettings() {}

    /** Whether all that differs between two contents can be taken up by a running node. */
    static boolean coverChange(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .allMatch(key -> RELOADABLE.matcher(key).matches());
    }
}
