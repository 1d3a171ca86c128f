package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A pass over a cluster, with its duration, in recordings of the JDK Flight Recorder. It costs nothing while nobody records. */
@Name("dev.shardwright.Pass")
@Label("Pass")
@Category("Shardwright")
@Description("One pass over one ElasticCluster")
@StackTrace(false)
final class PassEvent extends Event {
    @Label("Namespace")
    String namespace;

    @Label("Name")
    String name;

    /** The result of a pass, which is recorded whether it ends well or not. */
    static <T> T around(ElasticCluster cluster, Supplier<T> pass) {
        PassEvent event = new PassEvent();
        event.begin();
        try {
            return pass.get();
        } finally {
            event.end();
            if (event.shouldCommit()) {
                event.namespace = cluster.getMetadata().getNamespace();
                event.name = cluster.getMetadata().getName();
                event.commit();
            }
        }
    }
}
