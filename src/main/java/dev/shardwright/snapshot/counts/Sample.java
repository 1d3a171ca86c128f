package dev.shardwright.snapshot.counts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shardwright.elasticsearch.Document;
import dev.shardwright.elasticsearch.DocumentKey;
import java.util.Optional;

/**
 * A document that is remembered.
 *
 * @param id      its id
 * @param routing what its shard follows from; null: its id
 * @param seqNo   number of the operation that wrote it
 * @param term    primary term of that operation
 * @param hash    the first half of its hash
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(String id, String routing, long seqNo, long term, String hash) {
    /** 128 bits: nobody forges them, and they are kept for thousands of documents. */
    private static final int DIGITS = 32;

    /** Of a document. */
    public static Sample of(Document document) {
        return new Sample(
                document.key().id(),
                document.key().routing().orElse(null),
                document.seqNo(),
                document.primaryTerm(),
                half(document.hash()));
    }

    /** Where it is found. */
    public DocumentKey key() {
        return new DocumentKey(id, Optional.ofNullable(routing));
    }

    /** Whether this was written by the same operation. */
    public boolean isOfSameWrite(Document document) {
        return seqNo == document.seqNo() && term == document.primaryTerm();
    }

    /** Whether it has the same content. */
    public boolean hasContentOf(Document document) {
        return hash.equals(half(document.hash()));
    }

    private static String half(String hash) {
        return hash.substring(0, Math.min(DIGITS, hash.length()));
    }
}
