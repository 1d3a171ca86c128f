package dev.shardwright.cluster.scale;

import dev.shardwright.api.NodePool;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a pool is too small: volumes grow first, as that moves no data; then nodes are added, one at a time. */
final class ScaleUp {
    private static final long GIBI = 1L << 30;

    private ScaleUp() {}

    /** What is to be done; empty when the pool is large enough. */
    static Optional<Verdict> decide(PoolQuestion q, PoolUsage usage) {
        NodePool pool = q.pool();
        String why = why(q, usage);
        if (why.isEmpty()) {
            return Optional.empty();
        }
        Instant earliest = q.lastScale().plus(q.scaleUpCooldown());
        if (q.now().isBefore(earliest)) {
            return Optional.of(Verdict.stay(
                    pool,
                    ScaleReason.CoolingDown,
                    "disks or shards are above the target; the pool grows at "
                            + earliest.truncatedTo(ChronoUnit.SECONDS) + " at the earliest (scaleUpCooldown)"));
        }
        Optional<String> size = usage.isDiskAbove(q.targets()) ? larger(q, usage) : Optional.empty();
        boolean node = pool.replicas() < q.targets().maxReplicas();
        if (size.isEmpty() && !node) {
            return Optional.of(Verdict.stay(pool, ScaleReason.AtMaximum, atMaximum(q, usage)));
        }
        return size.map(s -> Verdict.storage(pool, s, why))
                .or(() -> Optional.of(Verdict.nodes(pool, pool.replicas() + 1, why)));
    }

    private static String why(PoolQuestion q, PoolUsage usage) {
        List<String> causes = new ArrayList<>();
        if (usage.isDiskAbove(q.targets())) {
            causes.add("disks are " + usage.fillRounded() + " % full, target "
                    + q.targets().diskPercent() + " %");
        }
        if (usage.areShardsAbove(q.targets())) {
            causes.add(usage.shardsPerNode() + " shards per node, target "
                    + q.targets().shardsPerNode());
        }
        return String.join("; ", causes);
    }

    private static String atMaximum(PoolQuestion q, PoolUsage usage) {
        String nodes = "maxReplicas " + q.targets().maxReplicas() + " is reached";
        if (!usage.isDiskAbove(q.targets())) {
            return "shards are above the target, and " + nodes + ": raise it, or have fewer shards";
        }
        String volumes;
        if (q.targets().maxStorage() == null) {
            volumes = "volumes may not grow (no maxStorage)";
        } else if (mayBecome(q, usage).isEmpty()) {
            volumes = "maxStorage " + q.targets().maxStorage() + " is reached";
        } else {
            volumes = "volumes have not grown to " + q.pool().storage().size() + " yet";
        }
        return "disks are above the target, and " + nodes + " and " + volumes + ": raise a bound, or delete data";
    }

    /** The next size; empty at the bound, and while volumes have not grown to the last one: perhaps they never will. */
    private static Optional<String> larger(PoolQuestion q, PoolUsage usage) {
        return haveGrown(q) ? mayBecome(q, usage) : Optional.empty();
    }

    /** So large that the disks are at the mark below the target: providers of volumes let them grow only now and then. */
    private static Optional<String> mayBecome(PoolQuestion q, PoolUsage usage) {
        Optional<Long> most = Optional.ofNullable(q.targets().maxStorage()).flatMap(Quantities::bytes);
        Optional<Long> size = Quantities.bytes(q.pool().storage().size());
        if (most.isEmpty() || size.isEmpty() || size.get() >= most.get()) {
            return Optional.empty();
        }
        double factor = usage.fill() / (q.targets().diskPercent() - PoolUsage.HYSTERESIS);
        long gibis = (long) Math.ceil(size.get() * factor / GIBI);
        return Optional.of(gibis * GIBI >= most.get() ? q.targets().maxStorage() : gibis + "Gi");
    }

    private static boolean haveGrown(PoolQuestion q) {
        String wanted = q.pool().storage().size();
        return q.nodes().stream().allMatch(n -> n.view()
                .claim()
                .flatMap(ScaleUp::capacity)
                .filter(has -> Quantities.isAtLeast(has, wanted))
                .isPresent());
    }

    private static Optional<String> capacity(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus())
                .map(s -> s.getCapacity())
                .map(c -> c.get("storage"))
                .map(Quantity::toString);
    }
}
