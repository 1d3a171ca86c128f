package dev.shardwright.simulation;

import dev.shardwright.simulation.elasticsearch.Copy;
import java.util.function.Consumer;

/** Stories in which one rule stands between the operator and some harm: too rare to wait for until luck tells them. */
enum DirectedStory {
    /** Two of three first masters cannot start yet, and the user wants one: the first one elects nobody without them. */
    FIRST_MASTERS_UNWANTED(spec("master: 3, data: 1"), d -> {
        d.await("a place for master 1", world -> Director.host(world, "es-master-1")
                .isPresent());
        d.loseHostOf("es-master-1");
        d.await("a place for master 2", world -> Director.host(world, "es-master-2")
                .isPresent());
        d.loseHostOf("es-master-2");
        d.pass(10_000);
        d.apply(spec("master: 1, data: 1"));
        d.pass(120_000);
        d.bringHostsBack();
    }),
    /** A node comes back and gets its shards the moment that the user wants it no more. */
    NODE_UNWANTED_ON_ITS_WAY(spec("master: 1, data: 3"), d -> {
        d.settle();
        d.index(2, 1);
        d.settle();
        d.apply(spec("master: 1, data: 3", "update: {restartTrigger: now}"));
        d.await("data 2 gone", world -> world.member("es-data-2").isEmpty());
        d.await("data 2 back", world -> world.member("es-data-2").isPresent());
        d.apply(spec("master: 1, data: 2", "update: {restartTrigger: now}"));
    }),
    /** The only master is to be one of another name, and there is no room for two. */
    ONLY_MASTER_RENAMED(spec("master: 1, data: 2", "update: {maxSurge: 0}"), d -> {
        d.settle();
        d.apply(spec("masters: 1, data: 2", "update: {maxSurge: 0}"));
    }),
    /** The Kubernetes node of the only copy is lost, and the user wants one data node fewer. */
    ONLY_COPY_AWAY(spec("master: 1, data: 2"), d -> {
        d.settle();
        d.index(2, 0);
        d.settle();
        d.loseHostOf("es-data-1");
        d.pass(60_000);
        d.apply(spec("master: 1, data: 1"));
        d.pass(240_000);
        d.bringHostsBack();
    }),
    /** Two nodes are wanted no more, and the higher one may be about to come into the cluster. */
    HIGHER_NODE_ON_ITS_WAY(spec("master: 1, data: 3"), d -> {
        d.settle();
        d.deletePod("es-data-2");
        d.await("data 2 gone", world -> Director.host(world, "es-data-2").isEmpty());
        d.await("a place for data 2", world -> Director.host(world, "es-data-2").isPresent());
        d.loseHostOf("es-data-2");
        d.apply(spec("master: 1, data: 1"));
        d.pass(180_000);
    }),
    /** Two nodes give their shards away, and the higher one takes longer. */
    HIGHER_NODE_SLOWER(spec("master: 1, data: 3"), d -> {
        d.settle();
        d.index(3, 0);
        d.settle();
        d.apply(spec("master: 1, data: 1"));
    }),
    /** All data nodes are to be others, by an operator that was away when the user said so. */
    POOL_RENAMED(spec("master: 1, data: 2"), d -> {
        d.settle();
        d.stopOperator();
        d.apply(spec("master: 1, datas: 2"));
        d.pass(40_000);
        d.startOperator();
    }),
    /** Two pools lose a master each. */
    TWO_MASTERS_UNWANTED(spec("master: 2, masters: 3, data: 1"), d -> {
        d.settle();
        d.apply(spec("master: 1, masters: 2, data: 1"));
    }),
    /** Two nodes that hold nothing share a role, and the budget would let both go. */
    TIER_WITHOUT_SHARDS(spec("master: 1, data: 2, ingest: 2", "update: {maxUnavailable: 2}"), d -> {
        d.settle();
        d.stopOperator();
        d.apply(spec("master: 1, data: 2, ingest: 2", "update: {maxUnavailable: 2, restartTrigger: now}"));
        d.pass(40_000);
        d.startOperator();
    }),
    /** A shard takes long to move to a new node, and the user asks for a restart. */
    SHARD_MOVES_SLOWLY(spec("master: 1, data: 2"), d -> {
        d.settle();
        d.index(4, 1);
        d.settle();
        d.apply(spec("master: 1, data: 3"));
        d.await("a move", world -> isMoving(world));
        d.pass(World.FACTS_LAST + 1_000);
        d.apply(spec("master: 1, data: 3", "update: {restartTrigger: now}"));
    }),
    /** One of three masters leaves while the others are to be restarted. */
    VOTE_MOVES_BEFORE_RESTART(spec("master+data: 3"), d -> {
        d.settle();
        d.apply(spec("master+data: 2", "update: {restartTrigger: now}"));
    });

    private final String first;
    private final Consumer<Director> script;

    DirectedStory(String first, Consumer<Director> script) {
        this.first = first;
        this.script = script;
    }

    /** The spec at the beginning. */
    String first() {
        return first;
    }

    /** What happens then; at the end all must become as the last spec wants it. */
    Consumer<Director> script() {
        return script;
    }

    private static boolean isMoving(World world) {
        return world.elasticsearch().routing().shards().stream()
                .flatMap(s -> s.copies().stream())
                .anyMatch(Copy::isMoving);
    }

    /** Pools, each named for its roles and with as many nodes, and further lines. */
    private static String spec(String pools, String... more) {
        StringBuilder yaml = new StringBuilder("version: 8.19.4\nnodePools:\n");
        for (String pool : pools.split(", ", -1)) {
            String[] parts = pool.split(": ", -1);
            yaml.append("- {name: %s, replicas: %s, roles: [%s], storage: {size: 1Gi}}\n"
                    .formatted(
                            parts[0].replace('+', '-'),
                            parts[1],
                            parts[0].replaceAll("s$", "").replace('+', ',')));
        }
        return yaml.append(String.join("\n", more)).toString();
    }
}
