package dev.shardwright.cluster.plan;

import dev.shardwright.elasticsearch.ClusterSettings;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The low disk watermark: above it Elasticsearch puts no further shard on a node. */
final class Watermark {
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kb", 1L << 10,
            "mb", 1L << 20,
            "gb", 1L << 30,
            "tb", 1L << 40,
            "pb", 1L << 50);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Watermark() {}

    /** How many bytes of a disk stay free; empty when the setting is absent or cannot be read. */
    static Optional<Long> keepFree(ClusterSettings settings, long total) {
        Optional<Long> low = settings.value("disk.watermark.low").flatMap(text -> keepFree(text, total));
        Optional<Long> headroom =
                settings.value("disk.watermark.low.max_headroom").flatMap(Watermark::bytes);
        return low.map(free -> headroom.map(h -> Math.min(free, h)).orElse(free));
    }

    /** A share of the disk that may be used (85%, 0.85), or bytes that stay free (500mb). */
    private static Optional<Long> keepFree(String text, long total) {
        try {
            if (text.endsWith("%")) {
                return Optional.of(unused(new BigDecimal(text.substring(0, text.length() - 1)).divide(HUNDRED), total));
            }
            if (Character.isDigit(text.charAt(text.length() - 1))) {
                return Optional.of(unused(new BigDecimal(text), total));
            }
            return bytes(text);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long unused(BigDecimal share, long total) {
        return BigDecimal.ONE
                .subtract(share)
                .multiply(BigDecimal.valueOf(total))
                .longValue();
    }

    /** Bytes in Elasticsearch's notation; empty when it is none, or -1 for "not set". */
    private static Optional<Long> bytes(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        String unit = lower.replaceAll("[0-9.-]", "");
        Long factor = UNITS.get(unit);
        try {
            BigDecimal number = new BigDecimal(lower.substring(0, lower.length() - unit.length()));
            return factor == null || number.signum() < 0
                    ? Optional.empty()
                    : Optional.of(number.multiply(BigDecimal.valueOf(factor)).longValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
