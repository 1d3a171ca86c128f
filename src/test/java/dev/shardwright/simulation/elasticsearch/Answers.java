package dev.shardwright.simulation.elasticsearch;

import static dev.shardwright.elasticsearch.ShardCopy.State.INITIALIZING;
import static dev.shardwright.elasticsearch.ShardCopy.State.RELOCATING;
import static dev.shardwright.elasticsearch.ShardCopy.State.UNASSIGNED;

import dev.shardwright.elasticsearch.ClusterHealth;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.ClusterView;
import dev.shardwright.elasticsearch.IndexInfo;
import dev.shardwright.elasticsearch.NodeDisk;
import dev.shardwright.elasticsearch.NodeVersion;
import dev.shardwright.elasticsearch.NodeView;
import dev.shardwright.elasticsearch.ShardCopy;
import dev.shardwright.simulation.Agenda;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the cluster's master answers, without any fault. */
final class Answers {
    private final Agenda agenda;
    private final SimElasticsearch cluster;
    private final String clusterName;

    Answers(Agenda agenda, SimElasticsearch cluster, String clusterName) {
        this.agenda = agenda;
        this.cluster = cluster;
        this.clusterName = clusterName;
    }

    ClusterHealth health() {
        List<Shard> shards = cluster.routing().shards();
        List<Copy> copies = shards.stream().flatMap(s -> s.copies().stream()).toList();
        boolean red =
                shards.stream().anyMatch(s -> s.primary().filter(Copy::isActive).isEmpty());
        boolean yellow = copies.stream().anyMatch(c -> !c.isActive());
        return new ClusterHealth(
                clusterName,
                red ? ClusterHealth.Status.RED : yellow ? ClusterHealth.Status.YELLOW : ClusterHealth.Status.GREEN,
                false,
                cluster.members().size(),
                (int) cluster.members().stream().filter(EsNode::holdsShards).count(),
                (int) copies.stream().filter(Copy::isActive).count(),
                count(copies, RELOCATING),
                count(copies, INITIALIZING),
                count(copies, UNASSIGNED),
                (int) copies.stream()
                        .filter(c -> c.state() == UNASSIGNED && c.delayedUntil() > agenda.now())
                        .count(),
                0);
    }

    private static int count(List<Copy> copies, ShardCopy.State state) {
        return (int) copies.stream().filter(c -> c.state() == state).count();
    }

    ClusterView view() {
        return new ClusterView(
                clusterName,
                cluster.identities().stream().findFirst(),
                cluster.isCommitted(),
                cluster.master().map(EsNode::name),
                cluster.members().stream()
                        .sorted(Comparator.comparing(EsNode::name))
                        .map(n -> new NodeView(n.id(), n.process(), n.name(), n.roles(), n.pod()))
                        .toList(),
                List.copyOf(cluster.votes().config()),
                cluster.votes().exclusions());
    }

    List<NodeVersion> versions() {
        return cluster.liveMembers().stream()
                .map(n -> new NodeVersion(n.id(), n.name(), n.version().toString()))
                .toList();
    }

    List<ShardCopy> shards() {
        return cluster.routing().shards().stream()
                .flatMap(s -> s.copies().stream()
                        .map(c -> new ShardCopy(
                                s.index().name(),
                                s.number(),
                                c.isPrimary(),
                                c.state(),
                                c.node().map(EsNode::name),
                                c.target().map(EsNode::name),
                                c.isActive() ? Optional.of(s.index().shardBytes()) : Optional.empty())))
                .toList();
    }

    ClusterSettings settings() {
        return new ClusterSettings(cluster.routing().allocation().settings());
    }

    List<IndexInfo> indices() {
        long dataNodes = cluster.members().stream().filter(EsNode::holdsShards).count();
        return cluster.routing().indices().stream()
                .map(i -> new IndexInfo(
                        i.name(),
                        i.replicas(dataNodes),
                        i.autoExpands(),
                        Optional.of(i.createdVersion()),
                        i.allocation()))
                .toList();
    }

    List<NodeDisk> disks() {
        return cluster.liveMembers().stream()
                .filter(EsNode::holdsShards)
                .map(n -> new NodeDisk(
                        n.name(), n.volume().capacity(), n.volume().capacity() - Allocation.used(n, cluster.routing())))
                .toList();
    }
}
