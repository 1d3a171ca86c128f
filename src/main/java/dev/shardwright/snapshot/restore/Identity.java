package dev.shardwright.snapshot.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shardwright.elasticsearch.IndexDetails;

/**
 * Tells an index from another one of the same name, and from itself after its content was replaced.
 *
 * @param uuid    of the index
 * @param history given anew when a restore replaces the content; null while that has not happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Identity(String uuid, String history) {
    private static final String HISTORY = "index.history.uuid";

    static Identity of(IndexDetails index) {
        return new Identity(index.uuid(), index.settings().get(HISTORY));
    }

    boolean isOf(IndexDetails index) {
        return equals(of(index));
    }
}
