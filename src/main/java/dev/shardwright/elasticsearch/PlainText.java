package dev.shardwright.elasticsearch;

/** Makes texts of other servers fit to be shown. */
final class PlainText {
    private static final int LIMIT = 1000;

    private PlainText() {}

    /** The text in one line, without control characters, of at most 1,000 characters. */
    static String of(String text) {
        String line = text.replaceAll("[\\p{C}\\u2028\\u2029\\s]+", " ").strip();
        return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
    }
}
