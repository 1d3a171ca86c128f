package dev.shardwright.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Without the operator's log: a line a write, in thousands of worlds, would cost more than the worlds. */
final class QuietOperator implements BeforeAllCallback, AfterAllCallback {
    // Kept here: a logger that nobody holds forgets its level.
    private static final Logger LOG = Logger.getLogger("dev.shardwright");

    @Override
    public void beforeAll(ExtensionContext context) {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LOG.setLevel(null);
    }
}
