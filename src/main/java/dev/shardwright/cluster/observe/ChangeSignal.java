package dev.shardwright.cluster.observe;

import dev.shardwright.api.ElasticCluster;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/** Asks for a pass when something outside the caches has changed, and tells when a resource is gone. */
public final class ChangeSignal extends AbstractEventSource<ElasticsearchFacts, ElasticCluster>
        implements ResourceEventAware<ElasticCluster> {
    private final Consumer<ResourceID> onGone;

    /** Calls {@code onGone} with every resource that was deleted. */
    public ChangeSignal(Consumer<ResourceID> onGone) {
        super(ElasticsearchFacts.class, "changes");
        this.onGone = onGone;
    }

    /** Asks for a pass over one cluster. */
    public void changed(String namespace, String name) {
        // Before start and after stop there is nobody to hear it.
        if (isRunning() && getEventHandler() != null) {
            getEventHandler().handleEvent(new Event(new ResourceID(name, namespace)));
        }
    }

    @Override
    public Set<ElasticsearchFacts> getSecondaryResources(ElasticCluster primary) {
        return Set.of();
    }

    @Override
    public void onResourceDeleted(ElasticCluster resource) {
        onGone.accept(ResourceID.fromResource(resource));
    }
}
