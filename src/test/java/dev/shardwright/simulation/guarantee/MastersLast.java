package dev.shardwright.simulation.guarantee;

import dev.shardwright.simulation.World;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.support.ElasticVersion;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Comparator;
import java.util.Optional;

/** Guarantee 5, upgrades: no dedicated master is restarted into a newer version than a data node runs. */
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
