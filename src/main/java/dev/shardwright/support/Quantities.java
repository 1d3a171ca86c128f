package dev.shardwright.support;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;

/** Kubernetes quantities as numbers of bytes. */
public final class Quantities {
    private Quantities() {}

    /** The bytes that a quantity such as 2Gi stands for; empty when it is not a quantity. */
    public static Optional<Long> bytes(String quantity) {
        try {
            BigDecimal bytes = Quantity.getAmountInBytes(new Quantity(quantity));
            return Optional.of(bytes.longValue());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Whether the first is known to be more than the second: not if one of them is not a quantity. */
    public static boolean isMore(String quantity, String than) {
        // Written alike, as a rule: nothing is to be read then.
        return !quantity.equals(than)
                && compare(quantity, than).filter(c -> c > 0).isPresent();
    }

    /** Whether the first is known to be as much as the second or more: not if one of them is not a quantity. */
    public static boolean isAtLeast(String quantity, String least) {
        return compare(quantity, least).filter(c -> c >= 0).isPresent();
    }

    private static Optional<Integer> compare(String one, String other) {
        return bytes(one).flatMap(a -> bytes(other).map(b -> Long.compare(a, b)));
    }
}
