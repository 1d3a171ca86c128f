package dev.shardwright.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number as people read it. */
final class Figure {
    private static final int DIGITS = 3;

    private Figure() {}

    /** Three digits that matter, and all of those before the point. */
    static String text(double value) {
        return rounded(value).toPlainString();
    }

    /** The same as a number. */
    static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        boolean large = Math.abs(value) >= Math.pow(10, DIGITS);
        BigDecimal brief = large
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        BigDecimal plain = brief.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
