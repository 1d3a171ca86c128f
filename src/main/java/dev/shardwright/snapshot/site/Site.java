package dev.shardwright.snapshot.site;

import dev.shardwright.elasticsearch.Target;

/**
 * A cluster that is asked.
 *
 * @param name   one name for one cluster, for people too: namespace and name of an ElasticCluster, or an address
 * @param target where, and as whom
 */
public record Site(String name, Target target) {}
