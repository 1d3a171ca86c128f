package dev.shardwright.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.bouncycastle.util.IPAddress;

/**
 * What a certificate is to stand for.
 *
 * @param commonName  subject of the certificate; cut after 64 characters, as X.509 demands
 * @param dnsNames    host names that it is valid for
 * @param ipAddresses addresses that it is valid for, as literals; kept in one spelling, so that ::1 equals 0:0:0:0:0:0:0:1
 */
public record LeafRequest(String commonName, List<String> dnsNames, List<String> ipAddresses) {
    private static final int COMMON_NAME_LIMIT = 64;

    /** @throws IllegalArgumentException when the common name is blank or an address is no literal */
    public LeafRequest {
        if (commonName.isBlank()) {
            throw new IllegalArgumentException("a certificate needs a common name");
        }
        commonName = commonName.substring(0, Math.min(COMMON_NAME_LIMIT, commonName.length()));
        dnsNames = dnsNames.stream().distinct().sorted().toList();
        ipAddresses = ipAddresses.stream()
                .map(LeafRequest::normal)
                .distinct()
                .sorted()
                .toList();
    }

    /** One spelling for each address. Never asks a name server. */
    static String normal(String address) {
        if (!IPAddress.isValid(address)) {
            throw new IllegalArgumentException("not an IP address: " + address);
        }
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + address, e);
        }
    }
}
