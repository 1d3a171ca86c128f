package dev.shardwright.e2e.harness;

import dev.shardwright.support.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Resources of the kinds around snapshots in one namespace, as a user sees them. */
public final class Resources {
    private static final String API = "shardwright.dev/v1alpha1";

    private final Space space;

    /** Those of a namespace. */
    public Resources(Space space) {
        this.space = space;
    }

    /** Applies one, with a spec in YAML. */
    public Resources apply(String kind, String name, String spec) {
        space.apply("apiVersion: %s\nkind: %s\nmetadata:\n  name: %s\nspec:\n%s"
                .formatted(API, kind, name, spec.indent(2)));
        return this;
    }

    /** It, if it is there. */
    public <R extends CustomResource<?, ?>> Optional<R> find(Class<R> kind, String name) {
        return Optional.ofNullable(space.client()
                .resources(kind)
                .inNamespace(space.name())
                .withName(name)
                .get());
    }

    public <R extends CustomResource<?, ?>> R get(Class<R> kind, String name) {
        return find(kind, name).orElseThrow();
    }

    /** Deletes it and waits until it is gone. */
    public void delete(Class<? extends CustomResource<?, ?>> kind, String name, Duration atMost) {
        space.client().resources(kind).inNamespace(space.name()).withName(name).delete();
        Waiting.until(
                kind.getSimpleName() + " " + name + " gone", atMost, () -> state(kind, name, ""), () -> find(kind, name)
                        .isEmpty());
    }

    /** Waits until a condition has this status and this reason, and gives it. */
    public Condition await(
            Class<? extends CustomResource<?, ?>> kind,
            String name,
            String type,
            String status,
            String reason,
            Duration atMost) {
        Waiting.until(
                kind.getSimpleName() + " " + name + " " + type + "=" + status + " " + reason,
                atMost,
                () -> state(kind, name, type),
                () -> condition(kind, name, type)
                        .filter(c ->
                                c.getStatus().equals(status) && c.getReason().equals(reason))
                        .isPresent());
        return condition(kind, name, type).orElseThrow();
    }

    /** Waits by a watch, which sees the very moment: for measurements. */
    public <R extends CustomResource<?, ?>> R awaitAtOnce(
            Class<R> kind, String name, Predicate<R> wanted, Duration atMost) {
        return space.client()
                .resources(kind)
                .inNamespace(space.name())
                .withName(name)
                .waitUntilCondition(r -> r != null && wanted.test(r), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All of a kind. */
    public <R extends CustomResource<?, ?>> List<R> all(Class<R> kind) {
        return space.client().resources(kind).inNamespace(space.name()).list().getItems();
    }

    /** A condition, if it is told. */
    public Optional<Condition> condition(Class<? extends CustomResource<?, ?>> kind, String name, String type) {
        return find(kind, name).flatMap(r -> Conditions.find(conditions(r), type));
    }

    /** How it is, in one line. */
    public String state(Class<? extends CustomResource<?, ?>> kind, String name, String type) {
        return find(kind, name)
                .map(r -> conditions(r).stream()
                        .filter(c -> type.isEmpty() || c.getType().equals(type))
                        .map(c -> c.getType() + "=" + c.getStatus() + " " + c.getReason() + ": " + c.getMessage())
                        .toList()
                        .toString())
                .orElse("not there");
    }

    private static List<Condition> conditions(CustomResource<?, ?> resource) {
        GenericKubernetesResource plain =
                Serialization.unmarshal(Serialization.asJson(resource), GenericKubernetesResource.class);
        List<Map<String, Object>> conditions = plain.get("status", "conditions");
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(c -> Serialization.unmarshal(Serialization.asJson(c), Condition.class))
                        .toList();
    }
}
