package dev.shardwright.snapshot.site;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.External;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the cluster that a resource speaks of: one that this operator runs, or one outside. */
public final class Sites {
    private final ClusterDirectory clusters;

    /** @param clusters those that this operator runs */
    public Sites(ClusterDirectory clusters) {
        this.clusters = clusters;
    }

    /** What came of looking for a cluster. */
    public sealed interface Lookup {
        /** The cluster, if it can be asked. */
        default Optional<Site> asOptional() {
            return this instanceof Found(var found) ? Optional.of(found) : Optional.empty();
        }

        /** It can be asked. */
        record Found(Site site) implements Lookup {}

        /**
         * It cannot be asked, for now.
         *
         * @param reason  one word, for programs
         * @param message what is missing, and the way out
         */
        record Missing(String reason, String message) implements Lookup {}
    }

    /** Names of the Secrets that a cluster outside needs. */
    public static Set<String> secrets(External external) {
        Set<String> names = new TreeSet<>();
        Optional.ofNullable(external.credentialsSecretName()).ifPresent(names::add);
        Optional.ofNullable(external.caSecretName()).ifPresent(names::add);
        return names;
    }

    /** An ElasticCluster of the namespace. */
    public Lookup find(String namespace, ClusterRef ref) {
        Optional<ClusterDirectory.Entry> entry = clusters.find(namespace, ref.name());
        if (entry.isEmpty()) {
            return new Lookup.Missing(
                    "ClusterMissing",
                    "ElasticCluster " + ref.name()
                            + " is not there in this namespace, or was not looked at yet: create it,"
                            + " or correct clusterRef.name");
        }
        if (entry.get().clusterUuid().isEmpty()) {
            return new Lookup.Missing("ClusterNotFormed", "ElasticCluster " + ref.name() + " has not formed yet");
        }
        return new Lookup.Found(
                new Site(namespace + "/" + ref.name(), entry.get().target()));
    }

    /**
     * A cluster outside.
     *
     * @param secrets those that {@link #secrets} names, as far as they are there
     */
    public static Lookup find(External external, Map<String, Optional<Secret>> secrets) {
        try {
            return new Lookup.Found(new Site(
                    external.url(),
                    Target.outside(
                            BaseUrl.of(external.url()), authentication(external, secrets), trust(external, secrets))));
        } catch (MissingException e) {
            return new Lookup.Missing("SecretMissing", e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Lookup.Missing("InvalidSpec", "external: " + e.getMessage());
        }
    }

    private static Authentication authentication(External external, Map<String, Optional<Secret>> secrets)
            throws MissingException {
        String name = external.credentialsSecretName();
        if (name == null) {
            return new Authentication.None();
        }
        Map<String, String> data = data("external.credentialsSecretName", name, secrets);
        if (data.containsKey("apiKey")) {
            return new Authentication.ApiKey(data.get("apiKey"));
        }
        if (!data.containsKey("username") || !data.containsKey("password")) {
            throw new MissingException("external.credentialsSecretName: Secret " + name
                    + " needs the keys username and password, or the key apiKey");
        }
        return new Authentication.Basic(data.get("username"), data.get("password"));
    }

    private static Trust trust(External external, Map<String, Optional<Secret>> secrets) throws MissingException {
        String name = external.caSecretName();
        if (name == null) {
            return new Trust.Public();
        }
        String pem = data("external.caSecretName", name, secrets).get("ca.crt");
        if (pem == null) {
            throw new MissingException("external.caSecretName: Secret " + name + " lacks the key ca.crt");
        }
        return new Trust.Given(List.of(pem), Optional.empty());
    }

    private static Map<String, String> data(String field, String name, Map<String, Optional<Secret>> secrets)
            throws MissingException {
        Secret secret = secrets.getOrDefault(name, Optional.empty())
                .orElseThrow(() ->
                        new MissingException(field + ": there is no Secret " + name + " in this namespace: create it"));
        Map<String, String> decoded = new HashMap<>();
        Optional.ofNullable(secret.getData())
                .orElse(Map.of())
                .forEach((key, value) ->
                        decoded.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return decoded;
    }

    /** Something that a user has yet to provide. */
    private static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }
}
