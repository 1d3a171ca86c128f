package dev.shardwright.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why one node could not use a repository.
 *
 * @param nodeId   its id in the cluster
 * @param nodeName its name, where the text tells it
 * @param text     what it says, in one line of at most 1,000 characters
 */
public record NodeComplaint(String nodeId, Optional<String> nodeName, String text) {
    private static final int LIMIT = 20;
    private static final Pattern BEGIN = Pattern.compile("\\[([A-Za-z0-9_-]{10,40}), '");
    private static final Pattern END = Pattern.compile("'][],\\s]*$");
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("^RemoteTransportException\\[\\[([^]]+)]"), Pattern.compile("on the node \\[\\{([^}]+)}"));

    /**
     * The first 20 that the text of a failed verification lists, as every version writes it:
     * {@code [repository] [[id, 'text'], [id, 'text']]}.
     */
    static List<NodeComplaint> in(String reason) {
        List<NodeComplaint> complaints = new ArrayList<>();
        Matcher begin = BEGIN.matcher(reason);
        boolean more = begin.find();
        while (more && complaints.size() < LIMIT) {
            String id = begin.group(1);
            int start = begin.end();
            more = begin.find();
            String text = reason.substring(start, more ? begin.start() : reason.length());
            complaints.add(new NodeComplaint(
                    id, name(text), PlainText.of(END.matcher(text).replaceFirst(""))));
        }
        return complaints;
    }

    private static Optional<String> name(String text) {
        return NAMES.stream()
                .map(pattern -> pattern.matcher(text))
                .filter(Matcher::find)
                .map(matcher -> PlainText.of(matcher.group(1)))
                .findFirst();
    }
}
