package dev.shardwright.snapshot.restore;

import dev.shardwright.elasticsearch.Documents;

/** What came of reading the remembered documents of one index. */
sealed interface SampleFinding {
    /** They were read, as far as they are there. */
    record Read(Documents documents) implements SampleFinding {}

    /**
     * They could not be read.
     *
     * @param why in words
     */
    record Not(String why) implements SampleFinding {}
}
