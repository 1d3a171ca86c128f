package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.snapshot.pass.Decision;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * Back to the source: the application's name first, then the source takes writes, and last the target loses its aliases. A
 * target that does not answer keeps nobody from writing to the source.
 */
record RollingBack(MigrationView view, MigrationReport report, Asking asking) {

    Next decide() {
        Front front = new Front(view.resource());
        MigrationStatus written = view.written().orElseThrow();
        boolean led = written.switchedAt() != null && front.isWanted();
        Optional<Service> service =
                led && !front.isTaken(view.service()) && view.service().isPresent()
                        ? front.leading(view.spec().source(), view.service())
                        : Optional.empty();
        if (service.isPresent()) {
            return Next.of(Decision.<MigrationStatus>tell(written, Asking.SOON).applying(service.get()));
        }
        List<String> blocked = written.blockedIndices();
        // Each change is written down as done: the next one makes what was heard of it worthless.
        return blocked.isEmpty()
                ? aliases(written)
                : asking.of(view.source(), new AllowWrites(blocked), done -> MigrationPlan.to(report.writable()));
    }

    private Next aliases(MigrationStatus written) {
        boolean switched =
                written.switchedAt() != null && !view.spec().cutover().aliases().isEmpty();
        return switched
                ? asking.of(view.target(), new UndoAliases(view.spec().cutover().aliases()), done -> ended())
                : ended();
    }

    private Next ended() {
        return Next.of(Decision.tell(report.rolledBack()));
    }
}
