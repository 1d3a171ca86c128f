package dev.shardwright.cluster.plan;

import dev.shardwright.api.Autoscaling;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.support.Durations;
import dev.shardwright.support.Quantities;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with the autoscaling of a pool. */
final class AutoscalingBounds {
    private AutoscalingBounds() {}

    static List<Problem> check(ElasticCluster cluster) {
        return cluster.getSpec().nodePools().stream()
                .filter(NodePool::scalesItself)
                .flatMap(p -> flaws(p).map(flaw ->
                        new Problem(Problem.Reason.InvalidSpec, "spec.nodePools[" + p.name() + "].autoscaling" + flaw)))
                .toList();
    }

    private static Stream<String> flaws(NodePool pool) {
        Autoscaling a = pool.autoscaling();
        return Stream.of(
                        flaw(
                                a.minReplicas() < 1 || a.minReplicas() > a.maxReplicas(),
                                ": minReplicas must be at least 1 and not above maxReplicas"),
                        flaw(
                                !pool.holdsShards() || pool.roles().contains(NodeRole.DATA_FROZEN),
                                ": only pools with a data role are scaled, and none with data_frozen"),
                        flaw(
                                pool.isMasterEligible() && !a.minReplicas().equals(a.maxReplicas()),
                                ": the number of masters is not scaled: set minReplicas and maxReplicas to the same"
                                        + " number"),
                        flaw(
                                a.maxStorage() != null
                                        && !Quantities.isAtLeast(
                                                a.maxStorage(), pool.storage().size()),
                                ".maxStorage must be a quantity not below storage.size"),
                        flaw(
                                Durations.parse(a.scaleUpCooldown()).isEmpty()
                                        || Durations.parse(a.scaleDownCooldown())
                                                .isEmpty(),
                                ": cooldowns are durations such as 90s or 1h30m"))
                .flatMap(Optional::stream);
    }

    private static Optional<String> flaw(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }
}
