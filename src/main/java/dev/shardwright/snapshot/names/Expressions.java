package dev.shardwright.snapshot.names;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names as users list them: plain ones, patterns with {@code *}, and a leading {@code -} that takes out what those before it
 * brought in. No list at all stands for everything that is not hidden.
 *
 * @param list in the user's order
 */
public record Expressions(List<String> list) {
    public Expressions {
        list = List.copyOf(list);
    }

    /**
     * Whether something is meant.
     *
     * @param hidden hidden ones are meant by their name, or by a pattern that begins with their dot
     */
    public boolean mean(String name, boolean hidden) {
        return mean(name, List.of(), hidden);
    }

    /**
     * Whether an index is meant, by its own name or by that of an alias.
     *
     * @param aliases bring it in by their full names, and take it out by patterns too
     */
    public boolean mean(String name, List<String> aliases, boolean hidden) {
        boolean in = list.isEmpty() && !hidden;
        for (String expression : list) {
            if (expression.startsWith("-")) {
                Pattern out = pattern(expression.substring(1));
                in = in
                        && Stream.concat(Stream.of(name), aliases.stream())
                                .noneMatch(n -> out.matcher(n).matches());
            } else {
                in = in || brings(expression, name, hidden) || aliases.contains(expression);
            }
        }
        return in;
    }

    /** The names that are listed as such: they should be there. */
    public Stream<String> plainNames() {
        return list.stream().filter(e -> !e.startsWith("-") && !isPattern(e));
    }

    private static boolean brings(String expression, String name, boolean hidden) {
        boolean reaches = !hidden || !isPattern(expression) || expression.startsWith(".");
        return reaches && pattern(expression).matcher(name).matches();
    }

    private static boolean isPattern(String expression) {
        return expression.contains("*");
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(
                Stream.of(expression.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
