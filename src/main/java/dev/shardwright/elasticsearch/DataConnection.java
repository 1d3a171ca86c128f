package dev.shardwright.elasticsearch;

/** The door to one cluster's data, kept open between requests. */
public interface DataConnection extends DataApi, AutoCloseable {

    /** From now on ask there. Requests under way end as they began. */
    void retarget(Target target);

    /** Gives the connections back and ends requests under way. Asked again, it fails with UNREACHABLE. */
    @Override
    void close();
}
