package dev.shardwright.elasticsearch;

import java.util.Optional;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * An HTTP port.
 *
 * @param hostName name for SNI, the Host header and the check of the certificate
 * @param address  IP address to connect to, as a literal; the name is then never looked up. Empty: it is, for each
 *                 connection
 * @param port     TCP port
 */
public record Endpoint(String hostName, Optional<String> address, int port) {
    /** @throws IllegalArgumentException when the address is no IP literal or the port is out of range */
    public Endpoint {
        if (address.filter(ip -> !InetAddressUtils.isIPv4(ip) && !InetAddressUtils.isIPv6(ip))
                .isPresent()) {
            throw new IllegalArgumentException("not an IP address: " + address.get());
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /** The port of one node, at its address. */
    public Endpoint(String hostName, String address, int port) {
        this(hostName, Optional.of(address), port);
    }

    /** A port whose address is looked up. */
    static Endpoint named(String hostName, int port) {
        return new Endpoint(hostName, Optional.empty(), port);
    }

    /** As it stands in a URL, and the address that the name does not tell. */
    String shown(boolean tls, String prefix) {
        String host = hostName.contains(":") ? "[" + hostName + "]" : hostName;
        return (tls ? "https://" : "http://") + host + ":" + port + prefix
                + address.map(ip -> " (" + ip + ")").orElse("");
    }
}
