package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.DataApi;
import dev.shardwright.elasticsearch.Reply;

/**
 * A question to a cluster, or a change to it, as data: a record, so that equal ones are the same errand.
 *
 * @param <T> what comes back
 */
public interface Errand<T> {
    /** Runs it. Blocks for as long as the cluster takes, within the limits of the API. */
    Reply<T> run(DataApi api);

    /** Whether it changes the cluster: what was found out before it says nothing of the time after it. */
    default boolean isChange() {
        return false;
    }
}
