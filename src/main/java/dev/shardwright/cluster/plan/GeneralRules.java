package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Known;
import dev.shardwright.cluster.observe.ElasticsearchFacts.Trouble;
import java.util.Optional;

/** Rules for every change. */
final class GeneralRules {
    private GeneralRules() {}

    static Optional<String> paused(NodeView node, Situation s, Chosen chosen) {
        return s.cluster().getSpec().paused()
                ? Optional.of("spec.paused: nothing is changed until it is false again")
                : Optional.empty();
    }

    static Optional<String> stalled(NodeView node, Situation s, Chosen chosen) {
        return s.problems().stream().findFirst().map(Problem::message);
    }

    static Optional<String> surgeLeft(NodeView node, Situation s, Chosen chosen) {
        int size = chosen.size(node.pool());
        return node.ordinal() < size
                ? Optional.empty()
                : Optional.of("waits for an old node to leave, or for an upgrade to reach it: update.maxSurge allows "
                        + s.cluster().getSpec().update().maxSurge() + " nodes above the wanted number");
    }

    static Optional<String> clusterFormed(NodeView node, Situation s, Chosen chosen) {
        boolean counted = node.is(Intent.Remove) && s.bootstrap().offer().contains(node.name());
        if (node.idle() && !counted) {
            return Optional.empty();
        }
        return s.bootstrap().isOver()
                ? Optional.empty()
                : Optional.of("waits for the cluster to form: " + s.bootstrap().message());
    }

    static Optional<String> elasticsearchKnown(NodeView node, Situation s, Chosen chosen) {
        if (s.facts().isPresent()) {
            return Optional.empty();
        }
        Optional<Trouble> trouble = s.seen().elasticsearch().trouble();
        if (trouble.isPresent()) {
            return Optional.of(
                    "Elasticsearch must be heard first: " + trouble.get().message());
        }
        boolean noMaster = s.seen()
                .elasticsearch()
                .known()
                .filter(k -> k.masterNode().isEmpty())
                .isPresent();
        return Optional.of(
                noMaster
                        ? "the nodes have no elected master"
                        : "Elasticsearch is being asked where its shards and votes are" + age(s));
    }

    private static String age(Situation s) {
        return s.seen()
                .elasticsearch()
                .known()
                .map(Known::at)
                .filter(at -> at.isBefore(s.now().minus(Situation.FRESH)))
                .map(at -> " (last heard at " + at + ")")
                .orElse("");
    }

    static Optional<String> nodeJoined(NodeView node, Situation s, Chosen chosen) {
        boolean comes =
                switch (node.condition().state()) {
                    case Starting, Joining, Member ->
                        node.member().isEmpty()
                                && !Replaceable.isLate(node.pod().orElseThrow(), s.now());
                    case Absent, Scheduling, Failing, Leaving -> false;
                };
        return comes
                ? Optional.of("is on its way into the cluster: waits until it is there, or for two minutes")
                : Optional.empty();
    }
}
