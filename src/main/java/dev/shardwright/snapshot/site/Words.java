package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.NodeComplaint;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What servers say, without what is different each time that they say it: a status that tells it stays the same as long as
 * they say the same.
 */
public final class Words {
    private record Cut(Pattern pattern, String replacement) {
        static Cut of(String pattern, String replacement) {
            return new Cut(Pattern.compile(pattern), replacement);
        }
    }

    private static final List<Cut> CUTS = List.of(
            Cut.of("[;,] ?(?:S3 )?(?:Extended )?Request ID: [^;,)]*", ""),
            Cut.of("; Proxy: null", ""),
            Cut.of(" ?\\(SDK (?:Attempt Count: \\d+|Diagnostics: [^)]*)\\)", ""),
            Cut.of("tests-[A-Za-z0-9_-]{10,}", "tests"), // what a verification writes
            Cut.of("\\{([^{}]+)}(?:\\{[^{}]*})+", "$1"), // a node, by its name alone
            Cut.of("\\b\\d+(?:\\.\\d+)?(?:[smh]/\\d+ms|ms|micros|nanos)\\b", "some time"),
            Cut.of(
                    "\\[([\\w.-]+)/[^]]*]",
                    "[$1]"), // a host, without the address that was tried; an index, without its uuid
            Cut.of("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z?", "some moment"),
            Cut.of("@[0-9a-f]{5,8}\\b", ""));

    private Words() {}

    /** A refusal in one line. */
    public static String of(Complaint why) {
        String text = nodes(why).stream()
                .findFirst()
                .map(n -> "node " + name(n) + ": " + n.text())
                .orElse(why.reason());
        return why.type() + ": " + steady(text);
    }

    /** The nodes that complain, in the same order whenever the same ones do. */
    public static List<NodeComplaint> nodes(Complaint why) {
        return why.nodes().stream().sorted(Comparator.comparing(Words::name)).toList();
    }

    /** The name of a node that complains, or its id. */
    public static String name(NodeComplaint node) {
        return node.nodeName().orElse(node.nodeId());
    }

    /** Why nobody answered, whichever of the cluster's nodes was asked. */
    public static String silence(Sites.Lookup site, String message) {
        if (!(site instanceof Sites.Lookup.Found(var found))) {
            return message;
        }
        String text = message;
        for (String shown : found.target().addresses()) {
            text = text.replace(shown, found.name());
        }
        return text;
    }

    /** The text without what changes. */
    public static String steady(String text) {
        String steady = text;
        for (Cut cut : CUTS) {
            steady = cut.pattern().matcher(steady).replaceAll(cut.replacement());
        }
        return steady;
    }
}
