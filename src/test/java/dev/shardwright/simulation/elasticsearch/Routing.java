package dev.shardwright.simulation.elasticsearch;

import dev.shardwright.elasticsearch.ShardCopy.State;
import dev.shardwright.elasticsearch.Shutdowns;
import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which node holds which copy: assigns, recovers, promotes, moves and balances as the master of a cluster does. */
public final class Routing {
    private static final long INDEX_DELAY = 60_000;
    private static final long SHUTDOWN_DELAY = 300_000;
    private static final int RECOVERIES_PER_NODE = 2;
    /** Per cent of copies that take much longer than others. */
    private static final int SLOW = 10;

    private static final int SLOWER = 15;

    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final SimElasticsearch cluster;
    private final Allocation allocation = new Allocation();
    private final List<Index> indices = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private final Map<String, Shutdowns.Entry> shutdowns = new LinkedHashMap<>(); // by node id
    private int allocations;

    Routing(Agenda agenda, Chance chance, Trace trace, SimElasticsearch cluster) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.cluster = cluster;
    }

    /** A new index, all of whose copies have yet to be assigned. */
    public void create(Index index) {
        indices.add(index);
        index.shards().forEach(shard -> {
            shard.copies().add(new Copy(true));
            shards.add(shard);
        });
        cluster.touched();
    }

    /** All indices. */
    public List<Index> indices() {
        return indices;
    }

    /** All shards of all indices. */
    public List<Shard> shards() {
        return shards;
    }

    /** Where copies may lie. */
    public Allocation allocation() {
        return allocation;
    }

    /** Nodes that are registered to stop, by id. */
    public Map<String, Shutdowns.Entry> shutdowns() {
        return shutdowns;
    }

    /** A node has left: its copies are unassigned, others take over. */
    void left(EsNode node) {
        boolean announced = shutdowns.containsKey(node.id());
        long delay = announced ? SHUTDOWN_DELAY : INDEX_DELAY;
        for (Shard shard : shards) {
            for (Copy copy : shard.copies()) {
                if (copy.target().filter(node::equals).isPresent()) {
                    copy.stay();
                } else if (copy.isOn(node)) {
                    copy.lose(agenda.now() + delay);
                    agenda.after(delay, this::reroute);
                }
            }
            promote(shard);
        }
    }

    private void promote(Shard shard) {
        Copy lost = shard.primary().orElseThrow();
        if (lost.isAssigned()) {
            return;
        }
        shard.copies().stream().filter(c -> c.state() == State.INITIALIZING).forEach(c -> c.lose(agenda.now()));
        shard.active().findFirst().ifPresent(next -> {
            lost.become(false);
            next.become(true);
            if (next.state() == State.RELOCATING) {
                next.stay();
            }
            trace.say("elasticsearch", shard, " of ", next.node().orElseThrow(), " is primary now");
        });
    }

    /** Does what can be done now. */
    void reroute() {
        if (cluster.master().isEmpty()) {
            return;
        }
        for (Shard shard : shards) {
            resize(shard);
            shard.primary().filter(c -> !c.isAssigned()).ifPresent(c -> assignPrimary(shard, c));
        }
        for (Shard shard : shards) {
            if (shard.primary().filter(Copy::isActive).isPresent()) {
                shard.copies().stream().filter(c -> !c.isAssigned()).forEach(c -> assignReplica(shard, c));
                shard.copies().stream()
                        .filter(c -> c.state() == State.STARTED)
                        .filter(c -> !allocation.keeps(shard, c.node().orElseThrow(), this))
                        .forEach(c -> best(shard).ifPresent(to -> move(shard, c, to)));
            }
        }
        balance();
        cluster.changed();
    }

    private void resize(Shard shard) {
        // Replicas that follow the number of nodes don't count those that filters keep the index off.
        long nodes = dataNodes().stream()
                .filter(n -> !allocation.isFilteredOut(shard.index(), n))
                .count();
        int wanted = 1 + shard.index().replicas(nodes);
        while (shard.copies().size() < wanted) {
            shard.copies().add(new Copy(false));
        }
        while (shard.copies().size() > wanted) {
            Copy spare = shard.copies().stream()
                    .filter(c -> !c.isPrimary())
                    .min(Comparator.comparing(Copy::isAssigned))
                    .orElseThrow();
            spare.node().ifPresent(n -> n.volume().copies().remove(shard));
            shard.inSync().remove(spare.allocation());
            spare.lose(0);
            shard.copies().remove(spare);
        }
    }

    private void assignPrimary(Shard shard, Copy copy) {
        boolean fresh = shard.inSync().isEmpty();
        Optional<EsNode> holder = fresh ? best(shard) : holder(shard);
        holder.ifPresent(node -> {
            copy.initialize(
                    node,
                    fresh ? ++allocations : node.volume().copies().get(shard).allocation());
            later(copy, 200, 1_500, () -> {
                if (fresh) {
                    shard.inSync().add(copy.allocation());
                    node.volume().copies().put(shard, new Volume.Local(copy.allocation(), 0));
                }
                copy.started();
            });
        });
    }

    /** A live node with a copy that is in sync. */
    private Optional<EsNode> holder(Shard shard) {
        return dataNodes().stream()
                .filter(n -> Optional.ofNullable(n.volume().copies().get(shard))
                        .filter(local -> shard.inSync().contains(local.allocation()))
                        .isPresent())
                .findFirst();
    }

    private void assignReplica(Shard shard, Copy copy) {
        Optional<EsNode> known = dataNodes().stream()
                .filter(n -> n.volume().copies().containsKey(shard) && hasRoom(n))
                .filter(n -> allocation.allows(shard, n, this))
                .findFirst();
        Optional<EsNode> node = known.isPresent() || agenda.now() < copy.delayedUntil() ? known : best(shard);
        node.ifPresent(n -> {
            copy.initialize(n, ++allocations);
            later(copy, 500, known.isPresent() ? 2_000 : 8_000, () -> {
                boolean source = shard.primary()
                        .flatMap(Copy::node)
                        .filter(cluster::isAlive)
                        .isPresent();
                if (!source) {
                    // Given up when the master notices that the primary has gone.
                    return;
                }
                Volume.Local old =
                        n.volume().copies().put(shard, new Volume.Local(copy.allocation(), shard.acknowledged()));
                if (old != null) {
                    shard.inSync().remove(old.allocation());
                }
                shard.inSync().add(copy.allocation());
                copy.started();
            });
        });
    }

    private void move(Shard shard, Copy copy, EsNode to) {
        EsNode from = copy.node().orElseThrow();
        copy.relocate(to, ++allocations);
        later(copy, 800, 8_000, () -> {
            shard.inSync().remove(copy.allocation());
            shard.inSync().add(copy.targetAllocation());
            from.volume().copies().remove(shard);
            to.volume().copies().put(shard, new Volume.Local(copy.targetAllocation(), shard.acknowledged()));
            copy.arrived();
        });
    }

    /** Only when everything is in its place, one copy at a time. */
    private void balance() {
        List<EsNode> nodes = dataNodes();
        boolean quiet = shards.stream().flatMap(s -> s.copies().stream()).allMatch(c -> c.state() == State.STARTED);
        if (!quiet || nodes.size() < 2) {
            return;
        }
        EsNode fullest =
                nodes.stream().max(Comparator.comparingLong(this::load)).orElseThrow();
        for (Shard shard : shards) {
            Optional<EsNode> to = best(shard).filter(n -> load(fullest) - load(n) > 1);
            Optional<Copy> copy = shard.copies().stream()
                    .filter(c -> c.node().filter(fullest::equals).isPresent())
                    .findFirst();
            if (to.isPresent() && copy.isPresent()) {
                move(shard, copy.get(), to.get());
                return;
            }
        }
    }

    /** A shard with a copy that is not started and could be, or that is under way; empty when all is as good as it can be. */
    public Optional<Shard> lacking() {
        return shards.stream()
                .filter(s -> s.primary().filter(c -> c.state() == State.STARTED).isEmpty()
                        || s.copies().stream()
                                .anyMatch(c -> c.state() != State.STARTED && (c.isAssigned() || best(s).isPresent())))
                .findFirst();
    }

    /** A shard without a started primary, or with a copy that is being made or could be; empty when there is none. */
    public Optional<Shard> recovering() {
        return shards.stream()
                .filter(s -> s.primary().filter(Copy::isActive).isEmpty()
                        || s.copies().stream().anyMatch(c -> !c.isActive() && (c.isAssigned() || best(s).isPresent())))
                .findFirst();
    }

    private Optional<EsNode> best(Shard shard) {
        return dataNodes().stream()
                .filter(n -> hasRoom(n) && allocation.allows(shard, n, this))
                .min(Comparator.comparingLong(this::load));
    }

    private boolean hasRoom(EsNode node) {
        return shards.stream()
                        .flatMap(s -> s.copies().stream())
                        .filter(c -> c.target().filter(node::equals).isPresent()
                                || (c.state() == State.INITIALIZING && c.isOn(node)))
                        .count()
                < RECOVERIES_PER_NODE;
    }

    private long load(EsNode node) {
        return shards.stream().filter(s -> s.isOn(node)).count();
    }

    private List<EsNode> dataNodes() {
        return cluster.liveMembers().stream().filter(EsNode::holdsShards).toList();
    }

    /** Unless something else happens to the copy first, or one of its nodes dies. */
    private void later(Copy copy, int first, int last, Runnable done) {
        int round = copy.round();
        int slower = chance.percent(SLOW) ? SLOWER : 1;
        agenda.after((long) slower * chance.between(first, last), () -> {
            boolean alive = copy.node().filter(cluster::isAlive).isPresent()
                    && copy.target().filter(t -> !cluster.isAlive(t)).isEmpty();
            if (copy.round() == round && alive) {
                done.run();
                reroute();
            }
        });
    }
}
