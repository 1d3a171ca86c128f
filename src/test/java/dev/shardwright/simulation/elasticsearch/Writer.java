package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.simulation.Agenda;
import java.util.List;
import java.util.Optional;

/**
 * A client that never stops to write. A document is acknowledged when every started copy has it: one on a node that has
 * just died is waited for until the master takes it out. Copies that are not started are no longer in sync. As each copy in
 * sync has every document, counting them suffices.
 */
public final class Writer {
    private final Agenda agenda;
    private final SimElasticsearch cluster;
    private final Volumes volumes;

    /** Writes from now on. */
    public Writer(Agenda agenda, SimElasticsearch cluster, Volumes volumes) {
        this.agenda = agenda;
        this.cluster = cluster;
        this.volumes = volumes;
        agenda.after(1_700, this::write);
    }

    private void write() {
        if (cluster.master().isPresent()) {
            cluster.routing().shards().forEach(this::write);
        }
        agenda.after(1_700, this::write);
    }

    private void write(Shard shard) {
        List<Copy> taking = shard.active().toList();
        boolean answered =
                taking.stream().allMatch(c -> c.node().filter(cluster::isAlive).isPresent());
        if (!answered || taking.stream().noneMatch(Copy::isPrimary)) {
            return;
        }
        shard.acknowledge();
        shard.inSync().clear();
        for (Copy copy : taking) {
            shard.inSync().add(copy.allocation());
            copy.node()
                    .orElseThrow()
                    .volume()
                    .copies()
                    .put(shard, new Volume.Local(copy.allocation(), shard.acknowledged()));
        }
    }

    /** A shard with an acknowledged document that no copy in sync has any more; empty when there is none. */
    public Optional<Shard> lost() {
        return cluster.routing().shards().stream()
                .filter(s -> !s.inSync().isEmpty())
                .filter(s -> volumes.all().stream()
                        .map(v -> v.copies().get(s))
                        .noneMatch(local -> local != null
                                && s.inSync().contains(local.allocation())
                                && local.documents() == s.acknowledged()))
                .findFirst();
    }
}
