package dev.shardwright.elasticsearch;

import java.util.List;

/**
 * Documents that were asked for.
 *
 * @param found   those that are there
 * @param missing those that are not, or have no source to compare
 */
public record Documents(List<Document> found, List<DocumentKey> missing) {
    public Documents {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
    }
}
