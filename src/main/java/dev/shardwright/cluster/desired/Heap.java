package dev.shardwright.cluster.desired;

import dev.shardwright.api.NodePool;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Optional;

/** The Java heap of a node: what the user says, else half of the memory limit and at most 31Gi. */
public final class Heap {
    private static final long MIB = 1024L * 1024;
    /** Above this the JVM gives up compressed object pointers and a bigger heap holds less. */
    private static final long MOST_MIB = 31L * 1024;

    private static final Quantity DEFAULT_MEMORY = new Quantity("2Gi");

    private Heap() {}

    /** Resources of the Elasticsearch container, with a memory limit in any case: the heap follows it. */
    public static ResourceRequirements resources(NodePool pool) {
        ResourceRequirements asked = pool.resources();
        if (asked == null) {
            return new ResourceRequirementsBuilder()
                    .addToRequests("memory", DEFAULT_MEMORY)
                    .addToLimits("memory", DEFAULT_MEMORY)
                    .build();
        }
        boolean limited = asked.getLimits() != null && asked.getLimits().containsKey("memory");
        if (limited) {
            return asked;
        }
        Quantity requested =
                asked.getRequests() == null ? null : asked.getRequests().get("memory");
        return new ResourceRequirementsBuilder(asked)
                .addToLimits("memory", requested == null ? DEFAULT_MEMORY : requested)
                .build();
    }

    /** Memory limit of the Elasticsearch container in bytes; empty when it is not a quantity. */
    public static Optional<Long> limitBytes(NodePool pool) {
        return Quantities.bytes(resources(pool).getLimits().get("memory").toString());
    }

    /** The heap in MiB; empty when a quantity in the spec is none. */
    public static Optional<Long> mebibytes(NodePool pool) {
        if (pool.heap() != null) {
            return Quantities.bytes(pool.heap()).map(b -> b / MIB);
        }
        return limitBytes(pool).map(limit -> Math.min(limit / 2 / MIB, MOST_MIB));
    }
}
