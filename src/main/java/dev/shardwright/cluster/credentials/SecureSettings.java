package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.SecretRef;
import dev.shardwright.cluster.desired.SecureSettingsChange;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Timestamps;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The entries of the keystore, merged from the Secrets of the spec into one that the nodes mount.
 *
 * @param secret the merged one; empty when there are no secure settings and never were
 * @param generation of the content that pods are made for: higher with every change that needs a restart
 * @param change the last change, if running nodes can take it up
 */
record SecureSettings(
        Optional<Secret> secret,
        OptionalInt generation,
        Optional<SecureSettingsChange> change,
        List<Warning> warnings,
        List<Flaw> flaws) {
    private static final String FIELD = "spec.secureSettings: ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*");

    /** The tool that makes a keystore puts this one in itself, and then refuses another. */
    private static final String SEED = "keystore.seed";

    /**
     * Merges them, in the order of the spec. What cannot be merged leaves the merged Secret as it is.
     *
     * @param ofRepositories entries that repositories need; one that the spec has too is left to the spec
     * @param reload whether the operator may have running nodes take up what they can
     */
    static SecureSettings merge(
            ElasticCluster cluster,
            Optional<Secret> stored,
            Function<String, Optional<Secret>> userSecrets,
            Map<String, String> ofRepositories,
            boolean reload,
            Instant now) {
        Map<String, String> merged = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        for (SecretRef ref : cluster.getSpec().secureSettings()) {
            Map<String, String> data =
                    userSecrets.apply(ref.secretName()).map(Secret::getData).orElse(Map.of());
            if (data.isEmpty()) {
                boolean gone = userSecrets.apply(ref.secretName()).isEmpty();
                missing.add(
                        gone
                                ? "there is no Secret " + ref.secretName() + " in this namespace: create it"
                                : "Secret " + ref.secretName() + " is empty: fill it");
            }
            new TreeMap<>(data).forEach((key, value) -> {
                complaint(key, ref.secretName(), sources.put(key, ref.secretName()))
                        .map(message -> new Flaw(Flaw.Reason.InvalidSpec, FIELD + message))
                        .ifPresent(flaws::add);
                merged.put(key, value);
            });
        }
        ofRepositories.forEach(merged::putIfAbsent);
        boolean unchanged = !flaws.isEmpty() || !missing.isEmpty();
        List<Warning> warnings = new ArrayList<>();
        for (String message : missing) {
            if (stored.isPresent()) {
                warnings.add(new Warning(
                        Warning.Reason.SecureSettingsMissing,
                        FIELD + message + " or remove the entry; until then nodes keep the entries that they have"));
            } else {
                flaws.add(new Flaw(Flaw.Reason.SecretMissing, FIELD + message + " or remove the entry"));
            }
        }
        Optional<Map<String, String>> before = stored.map(SecureSettings::data);
        boolean none = stored.isEmpty() && merged.isEmpty();
        Optional<Map<String, String>> after = unchanged || none ? before : Optional.of(merged);
        Version last = Version.of(stored);
        boolean same = after.equals(before) && last.content() > 0;
        boolean taken = reload
                && last.content() > 0
                && before.isPresent()
                && after.isPresent()
                && ReloadableSettings.coverChange(
                        before.get(), after.get(), cluster.getSpec().version());
        Version version = same ? last : last.next(taken, now);
        return new SecureSettings(
                after.map(data -> secret(cluster, data, version)),
                after.isPresent() ? OptionalInt.of(version.restart()) : OptionalInt.empty(),
                version.change(),
                List.copyOf(warnings),
                List.copyOf(flaws));
    }

    /**
     * How often the content has changed.
     *
     * @param content one more with every change; zero when there is none, or none that can be read
     * @param restart what it was at the last change that pods have to be made anew for
     * @param changedAt when the content changed; present when pods were not made anew for that
     */
    private record Version(int content, int restart, Optional<Instant> changedAt) {
        static Version of(Optional<Secret> stored) {
            Map<String, String> annotations = stored.map(s -> s.getMetadata().getAnnotations())
                    .map(a -> Map.copyOf(a))
                    .orElse(Map.of());
            int content = number(annotations.get(Labels.GENERATION));
            int restart = number(annotations.get(Labels.RESTART_GENERATION));
            Optional<Instant> at = Timestamps.parse(annotations.get(Labels.CHANGED_AT));
            // One of the two alone is damaged: pods are made anew, and have it all.
            boolean taken = restart > 0 && restart < content && at.isPresent();
            return taken ? new Version(content, restart, at) : new Version(content, content, Optional.empty());
        }

        Version next(boolean taken, Instant now) {
            return taken
                    ? new Version(content + 1, restart, Optional.of(now.truncatedTo(ChronoUnit.SECONDS)))
                    : new Version(content + 1, content + 1, Optional.empty());
        }

        Optional<SecureSettingsChange> change() {
            return changedAt.map(at -> new SecureSettingsChange(content, at));
        }

        private static int number(String text) {
            return text != null && text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 0;
        }
    }

    private static Optional<String> complaint(String key, String source, String other) {
        if (other != null) {
            return Optional.of(
                    "the entry " + key + " is in Secret " + other + " and in Secret " + source + ": remove one");
        }
        return NAME.matcher(key).matches() && !key.equals(SEED)
                ? Optional.empty()
                : Optional.of("the key " + key + " of Secret " + source
                        + " cannot be the name of a keystore entry: rename or remove it");
    }

    private static Secret secret(ElasticCluster cluster, Map<String, String> data, Version version) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(Labels.GENERATION, String.valueOf(version.content()));
        version.changedAt().ifPresent(at -> {
            annotations.put(Labels.RESTART_GENERATION, String.valueOf(version.restart()));
            annotations.put(Labels.CHANGED_AT, at.toString());
        });
        String name = Names.secureSettings(cluster.getMetadata().getName());
        return new SecretBuilder(SecretData.ofBytes(cluster, name, SecretData.OPAQUE, data))
                .editMetadata()
                .addToAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static Map<String, String> data(Secret secret) {
        return secret.getData() == null ? Map.of() : new TreeMap<>(secret.getData());
    }

    /** Without the entries: this may end up in a log. */
    @Override
    public String toString() {
        return "SecureSettings[generation=" + generation + "]";
    }
}
