package dev.shardwright.cluster.observe;

import dev.shardwright.elasticsearch.ElasticsearchStep;
import java.util.List;

/** Has changes made to an Elasticsearch cluster, without waiting for them. */
public interface ElasticsearchSteps {

    /**
     * Asks for steps to be taken now, in this order, up to the first that fails. Facts that they may make untrue are
     * unknown from this moment until they are read again. A later request replaces one that has not begun; one that
     * follows upon another begins a second after it. Steps that cannot be begun within a few seconds are dropped: the
     * next plan asks again if they are still wanted.
     */
    void request(String namespace, String name, List<ElasticsearchStep> steps);
}
