package dev.shardwright.elasticsearch;

import java.util.Collection;
import java.util.Set;

/** What the roles of a node say about it, in Elasticsearch's own words. */
public final class Roles {
    private static final String DATA = "data";
    private static final String TIER = "data_";
    private static final String FROZEN = "data_frozen";

    private Roles() {}

    /** Whether a node of these roles holds shards. */
    public static boolean holdShards(Collection<String> roles) {
        return roles.stream().anyMatch(role -> role.equals(DATA) || role.startsWith(TIER));
    }

    /** Whether a node of these roles holds shards of indices that lie on its disk in full. */
    public static boolean holdWholeIndices(Collection<String> roles) {
        return roles.stream().anyMatch(role -> !role.equals(FROZEN) && holdShards(Set.of(role)));
    }

    /** Whether a node of these roles does the work of a role: data does that of every tier. */
    public static boolean serve(Collection<String> roles, String role) {
        return roles.contains(role) || (role.startsWith(TIER) && roles.contains(DATA));
    }
}
