package dev.shardwright.security;

import dev.shardwright.security.InvalidRealmException.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of Elasticsearch's file realm. The same input gives the same text, whatever its order.
 *
 * @param users      name:hash, a line each
 * @param usersRoles role:user,user, a line each
 * @param roles      roles.yml
 */
public record FileRealm(String users, String usersRoles, String roles) {
    /** Role of the operator's own user: may watch the cluster and set its settings, reads no document. */
    public static final String OPERATOR_ROLE = "shardwright_operator";

    /** Second role of that user on clusters with repositories: may count documents, and restore, close and set indices. */
    public static final String SNAPSHOTS_ROLE = "shardwright_snapshots";

    /** Role of the readiness probe: may ask whether the node is there. */
    public static final String PROBE_ROLE = "shardwright_probe";

    /**
     * Builds the files.
     *
     * @throws InvalidRealmException naming the first user, role or document that does not fit
     */
    public static FileRealm of(List<RealmUser> users, List<RoleDocument> roles) throws InvalidRealmException {
        Map<String, String> hashes = new TreeMap<>();
        Map<String, Collection<String>> members = new TreeMap<>();
        for (RealmUser user : users) {
            RealmNames.check(user.name(), "the user name", Reason.USER_NAME);
            if (!user.passwordHash().matches(PasswordHash.FORM)) {
                throw new InvalidRealmException(
                        Reason.PASSWORD_HASH,
                        user.name(),
                        "the password hash of user '" + user.name() + "' is damaged");
            }
            if (hashes.put(user.name(), user.passwordHash()) != null) {
                throw new InvalidRealmException(
                        Reason.DUPLICATE_USER, user.name(), "the user '" + user.name() + "' is there twice");
            }
            for (String role : user.roles()) {
                RealmNames.check(role, "the role name", Reason.ROLE_NAME);
                members.computeIfAbsent(role, r -> new TreeSet<>()).add(user.name());
            }
        }
        return new FileRealm(
                lines(hashes),
                lines(members.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> String.join(",", e.getValue()), (a, b) -> a, TreeMap::new))),
                RoleFile.of(roles));
    }

    private static String lines(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Without the hashes: this may end up in a log. */
    @Override
    public String toString() {
        return "FileRealm[" + usersRoles + "]";
    }
}
