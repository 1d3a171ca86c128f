package dev.shardwright.cluster.credentials;

import dev.shardwright.security.CertificateAuthority;
import dev.shardwright.security.CertificateChecks;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that decides whether the replacement of authorities goes on.
 *
 * @param authorities as stored
 * @param leaves the stored Secrets of the certificates that these authorities sign
 * @param trigger spec.certificates.rotationTrigger
 * @param loaded serials of the certificates that each node that runs has loaded; empty when that is not known
 * @param checks tells who signed what
 */
record RotationSituation(
        Authorities authorities,
        List<Leaf> leaves,
        Optional<String> trigger,
        Optional<Map<String, Set<String>>> loaded,
        CertificateChecks checks,
        Instant now) {

    /**
     * A certificate as it stands in its Secret.
     *
     * @param signer the authority that signs now
     * @param wantedTrust what ca.crt should say
     * @param certificate tls.crt
     * @param trust ca.crt
     */
    record Leaf(
            CertificateAuthority signer, String wantedTrust, Optional<String> certificate, Optional<String> trust) {}

    boolean isWanted() {
        boolean triggered = trigger.isPresent() && !trigger.equals(authorities.trigger());
        return triggered || authorities.current().expiresSoon(checks, now);
    }

    /** Whether every node that runs has loaded what this phase brings. Unknown is no. */
    boolean isOnEveryNode() {
        return lacking().filter(List::isEmpty).isPresent();
    }

    /** The nodes that are not known to have loaded what this phase brings, sorted; empty when that is not known at all. */
    Optional<List<String>> lacking() {
        // What the Secrets do not say yet, a node that starts now would not read.
        if (!leaves.stream().allMatch(this::isWritten)) {
            return Optional.empty();
        }
        Set<String> awaited = awaited();
        return loaded.map(nodes -> nodes.entrySet().stream()
                .filter(node -> !node.getValue().containsAll(awaited))
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
    }

    private boolean isWritten(Leaf leaf) {
        return leaf.certificate()
                        .filter(pem -> checks.hasIssued(leaf.signer(), pem))
                        .isPresent()
                && leaf.trust().filter(leaf.wantedTrust()::equals).isPresent();
    }

    /**
     * Serials that prove it. Nodes verify nobody on the HTTP port, so the next HTTP authority needs no proof: those who
     * read ca.crt have the same time for it as the nodes.
     */
    private Set<String> awaited() {
        Set<String> serials = new HashSet<>();
        authorities
                .next()
                .ifPresentOrElse(
                        next -> serials.add(serial(next.transport().certificatePem())),
                        () -> leaves.forEach(
                                leaf -> serials.add(serial(leaf.certificate().orElseThrow()))));
        return serials;
    }

    private String serial(String pem) {
        return checks.info(pem).orElseThrow().serial();
    }
}
