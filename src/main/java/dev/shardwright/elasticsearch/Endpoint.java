package dev.shardwright.elasticsearch;

import org.apache.hc.core5.net.InetAddressUtils;

/**
 * The HTTP port of one node.
 *
 * @param hostName name for SNI, the Host header and the check of the certificate; never resolved
 * @param address  IP address to connect to, as a literal
 * @param port     TCP port
 */
public record Endpoint(String hostName, String address, int port) {
    /** @throws IllegalArgumentException when the address is no IP literal or the port is out of range */
    public Endpoint {
        if (!InetAddressUtils.isIPv4(address) && !InetAddressUtils.isIPv6(address)) {
            throw new IllegalArgumentException("not an IP address: " + address);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }
}
