package dev.shardwright.simulation.guarantee;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.operator.SimResource;
import dev.shardwright.support.ElasticVersion;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Guarantee 5: no master is restarted while a node that is none has yet to be, and no dedicated one into a newer version
 * than a data node runs.
 */
final class MastersLast implements Guarantee {
    @Override
    public void before(World world, TakeDown takeDown) {
        if (!takeDown.is(TakeDown.Kind.RESTART) || !world.isCalm()) {
            return;
        }
        Optional<ElasticVersion> oldest = world.elasticsearch().liveMembers().stream()
                .filter(EsNode::holdsShards)
                .map(EsNode::version)
                .min(Comparator.naturalOrder());
        for (String node : takeDown.nodes()) {
            boolean master = world.member(node).filter(EsNode::isMasterEligible).isPresent();
            if (master && world.isSpecSettled()) {
                outdated(world).ifPresent(other -> {
                    throw broken(node, " is restarted before ", other, ", which is no master");
                });
            }
            boolean dedicated = world.member(node)
                    .filter(n -> n.isMasterEligible() && !n.holdsShards())
                    .isPresent();
            Optional<ElasticVersion> next = next(world, node);
            if (dedicated
                    && oldest.isPresent()
                    && next.isPresent()
                    && next.get().compareTo(oldest.get()) > 0) {
                throw broken(node, " becomes ", next.get(), " while a data node runs ", oldest.get());
            }
        }
    }

    private static Optional<String> outdated(World world) {
        ElasticClusterSpec spec = world.resource().live().getSpec();
        return spec.nodePools().stream()
                .filter(p -> !p.isMasterEligible())
                .flatMap(p -> IntStream.range(0, p.replicas()).mapToObj(i -> Names.node(SimResource.NAME, p.name(), i)))
                .filter(n -> world.member(n).isPresent())
                .filter(n -> !RestartHasReason.runs(world, n).equals(RestartHasReason.next(world, n)))
                .findFirst();
    }

    private static Optional<ElasticVersion> next(World world, String node) {
        return world.store()
                .get(StatefulSet.class, node.substring(0, node.lastIndexOf('-')))
                .map(s -> s.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .flatMap(image -> ElasticVersion.parse(image.substring(image.lastIndexOf(':') + 1)));
    }
}
