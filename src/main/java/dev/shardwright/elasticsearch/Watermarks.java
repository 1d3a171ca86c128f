package dev.shardwright.elasticsearch;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads disk watermarks as settings say them. */
final class Watermarks {
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?)(%?)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(b|[kmgtp]b?)");
    private static final String UNITS = "bkmgtp";
    private static final String NO_LIMIT = "-1";

    private Watermarks() {}

    /**
     * {@code 85%} or {@code 0.85} of it may be used, or {@code 10gb} must stay free.
     *
     * @param headroom of a share: {@code 200gb}; {@code -1} and an empty one stand for no limit
     */
    static Watermark parse(String text, Optional<String> headroom) throws MalformedAnswerException {
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) {
            return new Watermark.Free(bytes(text));
        }
        double number = Double.parseDouble(share.group(1));
        double used = share.group(2).isEmpty() ? number : number / 100;
        if (used > 1) {
            throw new MalformedAnswerException("a disk watermark is above 100%");
        }
        Optional<String> most = headroom.filter(limit -> !limit.equals(NO_LIMIT));
        return new Watermark.Used(used, most.isPresent() ? Optional.of(bytes(most.get())) : Optional.empty());
    }

    private static long bytes(String text) throws MalformedAnswerException {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new MalformedAnswerException("a disk watermark is neither a share nor a size");
        }
        int power = UNITS.indexOf(size.group(2).charAt(0));
        return (long) (Double.parseDouble(size.group(1)) * Math.pow(1024, power));
    }
}
