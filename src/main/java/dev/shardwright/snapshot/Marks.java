package dev.shardwright.snapshot;

import dev.shardwright.support.Names;

/** What the operator writes into the metadata of a snapshot. */
public final class Marks {
    /** UID of the Snapshot that stands for it: tells ours from another one of the same name. */
    public static final String UID = Names.GROUP + "/uid";

    /** UUID of the Elasticsearch cluster that took it. */
    public static final String CLUSTER = Names.GROUP + "/cluster";

    /** When its indices were counted before it was started, as the record of the counts says. */
    public static final String COUNTED = Names.GROUP + "/counted";

    private Marks() {}
}
