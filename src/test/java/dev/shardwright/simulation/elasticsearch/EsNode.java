package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.support.ElasticVersion;
import java.util.List;
import java.util.Optional;

/** A process of Elasticsearch. Each start makes another one. */
public final class EsNode {
    private final String name;
    private final String id;
    private final String process;
    private final ElasticVersion version;
    private final List<String> roles;
    private final Volume volume;
    private final boolean drainable;
    private final List<String> initialMasters;
    private final Optional<String> pod;

    /**
     * A process that is about to start.
     *
     * @param drainable      whether it bears the attribute by which the operator drains
     * @param initialMasters cluster.initial_master_nodes, empty when not set
     * @param pod            UID of the pod that it runs in; empty when it does not know it
     */
    public EsNode(
            String name,
            String id,
            String process,
            String version,
            List<String> roles,
            Volume volume,
            boolean drainable,
            List<String> initialMasters,
            Optional<String> pod) {
        this.name = name;
        this.id = id;
        this.process = process;
        this.version = ElasticVersion.parse(version).orElseThrow();
        this.roles = List.copyOf(roles);
        this.volume = volume;
        this.drainable = drainable;
        this.initialMasters = List.copyOf(initialMasters);
        this.pod = pod;
    }

    /** node.name. */
    public String name() {
        return name;
    }

    /** Stays with the data. */
    public String id() {
        return id;
    }

    String process() {
        return process;
    }

    Optional<String> pod() {
        return pod;
    }

    /** What it runs. */
    public ElasticVersion version() {
        return version;
    }

    /** node.roles. */
    public List<String> roles() {
        return roles;
    }

    /** Whether it does the work of a role: data does that of every tier. */
    public boolean serves(String role) {
        return roles.contains(role) || (role.startsWith("data_") && roles.contains("data"));
    }

    Volume volume() {
        return volume;
    }

    boolean isDrainable() {
        return drainable;
    }

    List<String> initialMasters() {
        return initialMasters;
    }

    /** Whether it may vote. */
    public boolean isMasterEligible() {
        return roles.contains("master");
    }

    boolean mayLead() {
        return isMasterEligible() && !roles.contains("voting_only");
    }

    /** Whether it may hold shards. */
    public boolean holdsShards() {
        return roles.stream().anyMatch(r -> r.equals("data") || r.startsWith("data_"));
    }

    @Override
    public String toString() {
        return name;
    }
}
