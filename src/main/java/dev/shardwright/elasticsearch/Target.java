package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/**
 * Where a cluster is asked, and how.
 *
 * @param endpoints      its nodes that have an address; may be empty
 * @param tls            whether they speak TLS; if not, trust is not used
 * @param authentication sent with every request
 * @param trust          whose certificates are accepted
 * @param prefix         path in front of every request, such as {@code /search}; empty when there is none
 */
public record Target(List<Endpoint> endpoints, boolean tls, Authentication authentication, Trust trust, String prefix) {
    public Target {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * A cluster that the operator runs.
     *
     * @param caPems        certificates of the authorities to trust
     * @param pinnedLeafPem see {@link Trust.Given}
     */
    public Target(
            List<Endpoint> endpoints,
            boolean tls,
            String username,
            String password,
            List<String> caPems,
            Optional<String> pinnedLeafPem) {
        this(endpoints, tls, new Authentication.Basic(username, password), new Trust.Given(caPems, pinnedLeafPem), "");
    }

    /** A cluster that the operator does not run. Its name is looked up whenever a connection is made. */
    public static Target outside(BaseUrl url, Authentication authentication, Trust trust) {
        return new Target(
                List.of(Endpoint.named(url.host(), url.port())), url.tls(), authentication, trust, url.prefix());
    }

    /** The addresses of its nodes, as messages show them. */
    public List<String> addresses() {
        return endpoints.stream().map(e -> e.shown(tls, prefix)).toList();
    }

    /** Whether connections made for the one serve the other: the same trust. */
    boolean sharesConnectionsWith(Target other) {
        return tls == other.tls && trust.equals(other.trust);
    }

    /** Without secrets: this may end up in a log. */
    @Override
    public String toString() {
        return "Target[" + endpoints + ", " + (tls ? "https" : "http") + prefix + ", " + authentication + "]";
    }
}
