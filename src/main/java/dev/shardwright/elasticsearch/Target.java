package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/**
 * Where a cluster is asked, and how.
 *
 * @param endpoints     its nodes that have an address; may be empty
 * @param tls           whether they speak TLS; if not, caPems and pinnedLeafPem are not used
 * @param username      sent with every request
 * @param password      secret
 * @param caPems        certificates of the authorities to trust
 * @param pinnedLeafPem a server certificate to accept whatever its names, see {@link dev.shardwright.security.TlsTrust}
 */
public record Target(
        List<Endpoint> endpoints,
        boolean tls,
        String username,
        String password,
        List<String> caPems,
        Optional<String> pinnedLeafPem) {
    public Target {
        endpoints = List.copyOf(endpoints);
        caPems = List.copyOf(caPems);
    }

    /** Whether connections made for the one serve the other: the same trust. */
    boolean sharesConnectionsWith(Target other) {
        return tls == other.tls && caPems.equals(other.caPems) && pinnedLeafPem.equals(other.pinnedLeafPem);
    }

    /** Without the password: this may end up in a log. */
    @Override
    public String toString() {
        return "Target[" + endpoints + ", " + (tls ? "https" : "http") + ", " + username + "]";
    }
}
