package dev.shardwright;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The operator watches all namespaces, or a single one. The framework would give several of them one cache together, which
 * each reading of one empties of all the others: an operator that is told to do so does not start.
 */
@Singleton
public class NamespaceScope {
    private static final int BEFORE_THE_FRAMEWORK = 1;

    void check(@Observes @Priority(BEFORE_THE_FRAMEWORK) StartupEvent event, Operator operator) {
        for (RegisteredController<?> controller : operator.getRegisteredControllers()) {
            ControllerConfiguration<?> configuration = controller.getConfiguration();
            check(configuration.getName(), configuration.getInformerConfig().getNamespaces());
        }
    }

    /** Throws when there is more than one. */
    static void check(String controller, Set<String> namespaces) {
        if (namespaces.size() > 1) {
            throw new IllegalStateException("controller %s is told to watch %s: give it one namespace, or none for all"
                    .formatted(controller, namespaces.stream().sorted().toList()));
        }
    }
}
