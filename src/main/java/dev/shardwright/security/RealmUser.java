package dev.shardwright.security;

import java.util.List;

/**
 * A user of Elasticsearch's file realm.
 *
 * @param name         how it logs in
 * @param passwordHash bcrypt, see {@link PasswordHash}
 * @param roles        names of its roles
 */
public record RealmUser(String name, String passwordHash, List<String> roles) {
    public RealmUser {
        roles = List.copyOf(roles);
    }

    /** Without the hash: this may end up in a log. */
    @Override
    public String toString() {
        return "RealmUser[" + name + ", " + roles + "]";
    }
}
