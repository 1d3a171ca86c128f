package dev.shardwright.elasticsearch;

import dev.shardwright.elasticsearch.ElasticsearchApi.Done;
import java.util.List;
import java.util.Set;

/** A change to a cluster, as data: planned in one place, carried out in another. Each can be taken twice without harm. */
public sealed interface ElasticsearchStep {

    /** Carries it out. */
    Reply<Done> take(ElasticsearchApi api);

    /** Exactly these nodes give their shards away; none ends every drain of the operator's. */
    record Drain(Set<String> nodes) implements ElasticsearchStep {
        public Drain {
            nodes = Set.copyOf(nodes);
        }

        @Override
        public Reply<Done> take(ElasticsearchApi api) {
            return api.drain(nodes);
        }
    }

    /** A master-eligible node loses its vote. */
    record ExcludeFromVoting(String node) implements ElasticsearchStep {
        @Override
        public Reply<Done> take(ElasticsearchApi api) {
            return api.excludeFromVoting(node);
        }
    }

    /**
     * All exclusions go, and those of others come back. Nothing is done when there is one that was not known when this was
     * planned: Elasticsearch forgets them all at once, and it could not be put back.
     *
     * @param known    every exclusion that was seen
     * @param ofOthers names of the nodes that somebody else excluded
     */
    record ClearVotingExclusions(Set<VotingExclusion> known, List<String> ofOthers) implements ElasticsearchStep {
        public ClearVotingExclusions {
            known = Set.copyOf(known);
            ofOthers = List.copyOf(ofOthers);
        }

        @Override
        public Reply<Done> take(ElasticsearchApi api) {
            return switch (api.view()) {
                case Reply.Failure<ClusterView>(var problem, var message) -> Reply.failure(problem, message);
                case Reply.Answer<ClusterView>(var view) ->
                    view.votingExclusions().stream()
                            .filter(exclusion -> !known.contains(exclusion))
                            .findFirst()
                            .map(news -> Reply.<Done>failure(
                                    Problem.UNEXPECTED,
                                    "somebody has just excluded " + news.nodeName() + " from voting, which is kept."))
                            .orElseGet(() -> clear(api));
            };
        }

        private Reply<Done> clear(ElasticsearchApi api) {
            Reply<Done> reply = api.clearVotingExclusions();
            for (String node : ofOthers) {
                if (reply instanceof Reply.Failure) {
                    return reply;
                }
                reply = api.excludeFromVoting(node);
            }
            return reply;
        }
    }

    /** A node is about to restart. */
    record RegisterRestart(String nodeId, String reason) implements ElasticsearchStep {
        @Override
        public Reply<Done> take(ElasticsearchApi api) {
            return api.registerRestart(nodeId, reason);
        }
    }

    /** A node is back, or is not to restart after all. */
    record ForgetShutdown(String nodeId) implements ElasticsearchStep {
        @Override
        public Reply<Done> take(ElasticsearchApi api) {
            return api.forgetShutdown(nodeId);
        }
    }
}
