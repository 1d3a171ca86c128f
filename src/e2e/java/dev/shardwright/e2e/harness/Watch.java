package dev.shardwright.e2e.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at a cluster every second. */
final class Watch implements AutoCloseable {
    private final List<Moment> moments = new ArrayList<>();
    private final Elastic elastic;
    private final Look look;
    private final Repeatedly looking;

    private Watch(Cluster cluster) {
        this.elastic = cluster.keptOpen();
        this.look = new Look(cluster, elastic);
        this.looking = Repeatedly.every("watch", Duration.ofSeconds(1), this::look);
    }

    static Watch start(Cluster cluster) {
        return new Watch(cluster);
    }

    private void look() {
        Moment moment = look.now();
        synchronized (moments) {
            moments.add(moment);
        }
    }

    /** What it has seen so far. */
    Sightings seen() {
        synchronized (moments) {
            return new Sightings(moments);
        }
    }

    @Override
    public void close() {
        looking.close();
        elastic.close();
    }
}
