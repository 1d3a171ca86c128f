package dev.shardwright.cluster.credentials;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.security.FileRealm;
import dev.shardwright.security.InvalidRealmException;
import dev.shardwright.security.PasswordHash;
import dev.shardwright.security.Passwords;
import dev.shardwright.security.RealmUser;
import dev.shardwright.security.RoleDocument;
import dev.shardwright.security.UnfitPasswordException;
import dev.shardwright.support.ElasticVersion;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keeps the users: the built-in ones, the operator's own, and those of the spec. */
final class UserKeeper {
    private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
    private static final String OPAQUE = "Opaque";

    private final ElasticCluster cluster;
    private final String name;
    private final Function<String, Optional<Secret>> existing;
    private final Function<String, Optional<Secret>> userSecrets;
    private final boolean snapshots;

    /** Passwords that were made in this very pass. */
    private final Set<String> made = new HashSet<>();

    /** @param snapshots whether the cluster has repositories */
    UserKeeper(
            ElasticCluster cluster,
            Function<String, Optional<Secret>> existing,
            Function<String, Optional<Secret>> userSecrets,
            boolean snapshots) {
        this.cluster = cluster;
        this.name = cluster.getMetadata().getName();
        this.existing = existing;
        this.userSecrets = userSecrets;
        this.snapshots = snapshots;
    }

    /** A user as a Secret tells it. */
    private record User(String name, String password, List<String> roles) {}

    /** The Secret of a generated password; one that is there already stays, also when a person set it. */
    Secret generated(String secret, String user) {
        String password = passwordIn(existing.apply(secret));
        return SecretData.of(cluster, secret, BASIC_AUTH, Map.of("username", user, "password", password));
    }

    private String passwordIn(Optional<Secret> stored) {
        return SecretData.text(stored, "password").orElseGet(() -> {
            String password = Passwords.generate();
            made.add(password);
            return password;
        });
    }

    /**
     * The Secret of the readiness probe: curl reads the password from a file, so that no command line shows it. It stays
     * until the last node that asks with it is gone: an upgrade leaves the old nodes ready.
     */
    Optional<Secret> probe(Set<String> running) {
        String secret = Names.probeUser(name);
        Optional<Secret> stored = existing.apply(secret);
        boolean wanted = probes(cluster.getSpec().version());
        boolean used = stored.isPresent() && running.stream().anyMatch(UserKeeper::probes);
        if (!wanted && !used) {
            return Optional.empty();
        }
        String password = passwordIn(stored);
        return Optional.of(SecretData.of(
                cluster,
                secret,
                OPAQUE,
                Map.of(
                        "username",
                        Credentials.PROBE_USER,
                        "password",
                        password,
                        "curl",
                        "user = \"" + Credentials.PROBE_USER + ":" + password + "\"\n")));
    }

    /** Whether nodes of a version are asked by a request whether they are ready; taken for granted when unknown. */
    private static boolean probes(String version) {
        return !ElasticVersion.parse(version).map(v -> v.atLeast(8, 2)).orElse(false);
    }

    /**
     * The files of the file realm. Hashes carry a random salt, so the files stay as they are until a source changes.
     *
     * @throws InvalidCredentialsException when a user or a role of the spec does not fit
     */
    Secret fileRealm(Secret elastic, Secret operator, Optional<Secret> probe) throws InvalidCredentialsException {
        List<User> users = users(elastic, operator, probe);
        List<RoleDocument> roles = cluster.getSpec().auth().roles().stream()
                .map(ref -> new RoleDocument(
                        ref.secretName(),
                        SecretData.text(userSecrets.apply(ref.secretName()), "roles.yml")
                                .orElse("")))
                .toList();
        String key = password(operator);
        String sources = digest(users + "\n" + roles, key);
        Optional<Secret> stored = existing.apply(Names.fileRealm(name));
        // The files too are under the digest: what somebody changed in them by hand does not stay.
        boolean current = stored.map(s -> s.getMetadata().getAnnotations())
                .filter(a -> (sources + "." + digest(texts(stored).toString(), key)).equals(a.get(Labels.SOURCES)))
                .isPresent();
        Map<String, String> files = current ? texts(stored) : render(users, roles);
        return new SecretBuilder(SecretData.of(cluster, Names.fileRealm(name), OPAQUE, files))
                .editMetadata()
                .addToAnnotations(Labels.SOURCES, sources + "." + digest(files.toString(), key))
                .endMetadata()
                .build();
    }

    private List<User> users(Secret elastic, Secret operator, Optional<Secret> probe) {
        List<User> users = new ArrayList<>();
        users.add(new User("elastic", password(elastic), List.of("superuser")));
        users.add(new User(
                Credentials.OPERATOR_USER,
                password(operator),
                snapshots
                        ? List.of(FileRealm.OPERATOR_ROLE, FileRealm.SNAPSHOTS_ROLE)
                        : List.of(FileRealm.OPERATOR_ROLE)));
        probe.ifPresent(p -> users.add(new User(Credentials.PROBE_USER, password(p), List.of(FileRealm.PROBE_ROLE))));
        cluster.getSpec().auth().users().forEach(ref -> {
            Optional<Secret> secret = userSecrets.apply(ref.secretName());
            String roles = SecretData.text(secret, "roles").orElse("");
            users.add(new User(
                    SecretData.text(secret, "username").orElse("").strip(),
                    SecretData.text(secret, "password").orElse(""),
                    Arrays.stream(roles.split(",", -1))
                            .map(String::strip)
                            .filter(r -> !r.isEmpty())
                            .toList()));
        });
        return users;
    }

    private Map<String, String> render(List<User> users, List<RoleDocument> roles) throws InvalidCredentialsException {
        List<RealmUser> hashed = new ArrayList<>();
        try {
            for (User user : users) {
                hashed.add(new RealmUser(user.name(), hash(user), user.roles()));
            }
            FileRealm realm = FileRealm.of(hashed, roles);
            return files(realm.users(), realm.usersRoles(), realm.roles());
        } catch (InvalidRealmException e) {
            throw new InvalidCredentialsException("spec.auth: " + e.getMessage());
        }
    }

    /** Who wrote a password that was stored before, and how well it was chosen, nobody knows. */
    private String hash(User user) throws InvalidCredentialsException {
        try {
            return made.contains(user.password())
                    ? PasswordHash.hashOfRandom(user.password())
                    : PasswordHash.hash(user.password());
        } catch (UnfitPasswordException e) {
            throw new InvalidCredentialsException("spec.auth: user '" + user.name() + "': " + e.getMessage());
        }
    }

    private static Map<String, String> texts(Optional<Secret> stored) {
        return files(
                SecretData.text(stored, "users").orElse(""),
                SecretData.text(stored, "users_roles").orElse(""),
                SecretData.text(stored, "roles.yml").orElse(""));
    }

    /** Sorted, so that the same files have the same digest. */
    private static Map<String, String> files(String users, String usersRoles, String roles) {
        return new TreeMap<>(Map.of("users", users, "users_roles", usersRoles, "roles.yml", roles));
    }

    private static String password(Secret secret) {
        return SecretData.text(Optional.of(secret), "password").orElse("");
    }

    /** Keyed with a random password: the annotation gives nothing away about the others. */
    private static String digest(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
