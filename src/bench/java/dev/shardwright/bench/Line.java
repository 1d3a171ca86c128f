package dev.shardwright.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;

/**
 * One figure.
 *
 * @param id     what it is called by the plot; unique in its section
 * @param what   what was measured, in words
 * @param figure the value
 * @param unit   of the value; empty for plain numbers
 * @param goal   what it should be, in words; null where nothing is asked
 * @param met    whether it is; null where nothing is asked
 * @param eck    what ECK needs, on such a machine; null where it was not measured
 * @param detail what the figure was made from; null where that says nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Line(
        String id, String what, BigDecimal figure, String unit, String goal, Boolean met, String eck, String detail) {

    static Line of(String id, String what, double figure, String unit) {
        return new Line(id, what, Figure.rounded(figure), unit, null, null, null, null);
    }

    /** The same with a goal. It is the exact figure that is judged. */
    static Line of(String id, String what, double figure, String unit, Goal goal) {
        boolean met = goal.test().test(figure);
        return new Line(id, what, Figure.rounded(figure), unit, goal.words(), met, null, null);
    }

    Line eck(String figures) {
        return new Line(id, what, figure, unit, goal, met, figures, detail);
    }

    Line detail(String text) {
        return new Line(id, what, figure, unit, goal, met, eck, text);
    }

    /** Value and unit. */
    String shown() {
        return figure.toPlainString() + (unit.isEmpty() ? "" : " " + unit);
    }
}
