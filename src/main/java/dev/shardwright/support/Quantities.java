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
}
