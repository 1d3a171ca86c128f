package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.SecretRef;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
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
 * @param generation of its content: one more with every change
 */
record SecureSettings(Optional<Secret> secret, OptionalInt generation, List<Warning> warnings, List<Flaw> flaws) {
    private static final String FIELD = "spec.secureSettings: ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*");

    /** The tool that makes a keystore puts this one in itself, and then refuses another. */
    private static final String SEED = "keystore.seed";

    /** Merges them, in the order of the spec. What cannot be merged leaves the merged Secret as it is. */
    static SecureSettings merge(
            ElasticCluster cluster, Optional<Secret> stored, Function<String, Optional<Secret>> userSecrets) {
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
        boolean none = stored.isEmpty() && cluster.getSpec().secureSettings().isEmpty();
        Optional<Map<String, String>> after = unchanged || none ? before : Optional.of(merged);
        int last = generation(stored);
        int generation = after.equals(before) && last > 0 ? last : last + 1;
        return new SecureSettings(
                after.map(data -> secret(cluster, data, generation)),
                after.isPresent() ? OptionalInt.of(generation) : OptionalInt.empty(),
                List.copyOf(warnings),
                List.copyOf(flaws));
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

    private static Secret secret(ElasticCluster cluster, Map<String, String> data, int generation) {
        String name = Names.secureSettings(cluster.getMetadata().getName());
        return new SecretBuilder(SecretData.ofBytes(cluster, name, SecretData.OPAQUE, data))
                .editMetadata()
                .addToAnnotations(Labels.GENERATION, String.valueOf(generation))
                .endMetadata()
                .build();
    }

    private static Map<String, String> data(Secret secret) {
        return secret.getData() == null ? Map.of() : new TreeMap<>(secret.getData());
    }

    /** Zero when there is none, or none that can be read. */
    private static int generation(Optional<Secret> stored) {
        return stored.map(s -> s.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Labels.GENERATION))
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Without the entries: this may end up in a log. */
    @Override
    public String toString() {
        return "SecureSettings[generation=" + generation + "]";
    }
}
