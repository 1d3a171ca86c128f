package dev.shardwright.elasticsearch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names in the path of a request. */
final class PathPart {
    private static final Pattern ONE_NAME = Pattern.compile("(?!\\.{1,2}$)[^-_+<*,][^*,]*");

    private PathPart() {}

    /** Whether it names one thing: no pattern, no list, none of Elasticsearch's words such as {@code _all}. */
    static boolean isOneName(String name) {
        return ONE_NAME.matcher(name).matches();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
