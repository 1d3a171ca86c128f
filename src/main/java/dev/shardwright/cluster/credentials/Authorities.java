package dev.shardwright.cluster.credentials;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The authorities that a cluster knows, and how far their replacement has come. Never both a next and a previous pair.
 *
 * @param current signs certificates
 * @param next is trusted already and signs nothing yet
 * @param previous is still trusted and signs nothing any more
 * @param trigger spec.certificates.rotationTrigger as of the last replacement; empty when there was none
 * @param since when the phase began; empty when no replacement is under way
 */
record Authorities(
        AuthorityPair current,
        Optional<AuthorityPair> next,
        Optional<Retired> previous,
        Optional<String> trigger,
        Optional<Instant> since) {

    /** Certificates of authorities that sign no more. Their keys are not kept. */
    record Retired(String transport, String http) {}

    /** Where a replacement stands. */
    enum Phase {
        /** One authority signs, and it alone is trusted. */
        Stable,
        /** The next authority is being made known to every node. */
        Spreading,
        /** The new authority signs; the previous one is trusted until no node uses a certificate of it. */
        Switched
    }

    static Authorities first(AuthorityPair pair, Optional<String> trigger) {
        return new Authorities(pair, Optional.empty(), Optional.empty(), trigger, Optional.empty());
    }

    Phase phase() {
        if (next.isPresent()) {
            return Phase.Spreading;
        }
        return previous.isPresent() ? Phase.Switched : Phase.Stable;
    }

    Authorities spreading(AuthorityPair successor, Optional<String> handled, Instant now) {
        return new Authorities(
                current, Optional.of(successor), Optional.empty(), handled.or(() -> trigger), Optional.of(now));
    }

    Authorities switched(Instant now) {
        Retired retired =
                new Retired(current.transport().certificatePem(), current.http().certificatePem());
        return new Authorities(next.orElseThrow(), Optional.empty(), Optional.of(retired), trigger, Optional.of(now));
    }

    Authorities settled() {
        return new Authorities(current, Optional.empty(), Optional.empty(), trigger, Optional.empty());
    }

    /** PEM of all authorities whose transport certificates are good now, the one that signs first. */
    String trustedTransport() {
        return together(
                current.transport().certificatePem(),
                next.map(n -> n.transport().certificatePem()),
                previous.map(Retired::transport));
    }

    /** PEM of all authorities whose HTTP certificates are good now, the one that signs first. */
    String trustedHttp() {
        return together(
                current.http().certificatePem(), next.map(n -> n.http().certificatePem()), previous.map(Retired::http));
    }

    private static String together(String signer, Optional<String> successor, Optional<String> predecessor) {
        return Stream.concat(Stream.of(signer), Stream.concat(successor.stream(), predecessor.stream()))
                .map(pem -> pem.strip() + "\n")
                .collect(joining());
    }

    /** Without the keys: this may end up in a log. */
    @Override
    public String toString() {
        return "Authorities[" + phase() + "]";
    }
}
