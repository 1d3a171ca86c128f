package dev.shardwright.snapshot.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The errands of one resource: at most one under way, and what the others have brought. */
final class Desk {
    private final Map<Errand<?>, Findings.Finding<?>> found = new HashMap<>();
    private Optional<Errand<?>> running = Optional.empty();

    /** Whether it may begin now. */
    synchronized boolean begin(Errand<?> errand) {
        if (running.isPresent()) {
            return false;
        }
        running = Optional.of(errand);
        return true;
    }

    /** What was found before a change says nothing of the time after it, whatever came of the change. */
    synchronized void end(Errand<?> errand, Findings.Finding<?> finding) {
        running = Optional.empty();
        if (errand.isChange()) {
            found.clear();
        }
        found.put(errand, finding);
    }

    synchronized Findings findings() {
        return new Findings(running, found);
    }
}
