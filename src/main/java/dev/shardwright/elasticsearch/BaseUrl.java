package dev.shardwright.elasticsearch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a cluster outside answers, taken from its URL.
 *
 * @param tls    whether it is https
 * @param host   name or address
 * @param port   TCP port
 * @param prefix path in front of every request, without a slash at its end; empty when there is none
 */
public record BaseUrl(boolean tls, String host, int port, String prefix) {
    private static final Pattern PREFIX = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~%!$&'()*+,;=:-]+)*");

    /**
     * Reads a URL such as {@code https://search.example.org:9200/path}; without a port it is 443 or 80.
     *
     * @throws IllegalArgumentException when it is no such URL; the message does not quote it, for a password may be in it
     */
    public static BaseUrl of(String url) {
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        check(scheme.equals("http") || scheme.equals("https"), "it must begin with http:// or https://");
        check(uri.getRawUserInfo() == null, "user name and password don't belong into it");
        check(uri.getHost() != null, "it must name a host");
        check(uri.getRawQuery() == null && uri.getRawFragment() == null, "it must have no query and no fragment");
        boolean tls = scheme.equals("https");
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        check(port >= 1 && port <= 65535, "the port must be between 1 and 65535");
        String prefix = uri.getRawPath().replaceFirst("/+$", "");
        check(PREFIX.matcher(prefix).matches(), "its path must be plain: no empty parts, no . and ..");
        return new BaseUrl(tls, uri.getHost().replaceAll("^\\[|]$", ""), port, prefix);
    }

    private static URI uri(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL"); // without the cause, which quotes it
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
