package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Hands the tests their tools, dumps the state of their namespaces when they fail, and cleans up after them. */
final class Harness
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(Harness.class);
    private static final Set<Class<?>> TOOLS = Set.of(
            Spaces.class,
            SharedCluster.class,
            Operator.class,
            AuditLog.class,
            Hosts.class,
            Figures.class,
            LocalKubernetes.class,
            KubernetesClient.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TOOLS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        World world = world(context);
        if (type == Spaces.class) {
            return spaces(context);
        }
        if (type == SharedCluster.class) {
            return world.shared();
        }
        if (type == Operator.class) {
            return world.operator();
        }
        if (type == AuditLog.class) {
            return world.audit();
        }
        if (type == Hosts.class) {
            return world.hosts();
        }
        if (type == LocalKubernetes.class) {
            return world.local();
        }
        return type == Figures.class ? world.figures() : world.client();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        dump(context, failure);
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        dump(context, failure);
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        dump(context, failure);
        throw failure;
    }

    private static World world(ExtensionContext context) {
        return context.getRoot().getStore(STORE).getOrComputeIfAbsent(World.class, k -> begin(), World.class);
    }

    /** On the local Kubernetes no other run can be under way. */
    private static World begin() {
        World world = new World();
        if (LocalKubernetes.isTarget()) {
            Space.sweep(world.client());
        }
        return world;
    }

    /** The spaces of the test, or those of its class when a method that runs before all tests asked for them. */
    private static Spaces spaces(ExtensionContext context) {
        return context.getStore(STORE)
                .getOrComputeIfAbsent(
                        Spaces.class, k -> new Spaces(world(context).client()), Spaces.class);
    }

    private static void dump(ExtensionContext context, Throwable failure) {
        if (!(failure instanceof org.opentest4j.TestAbortedException)) {
            World world = world(context);
            new Diagnostics(world.client(), world.operator()).dump(context.getDisplayName(), failure, world.open());
        }
    }
}
