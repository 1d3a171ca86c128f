package dev.shardwright.cluster.plan;

import static dev.shardwright.api.NodePlanStatus.Intent.Create;
import static dev.shardwright.api.NodePlanStatus.Intent.Keep;

import dev.shardwright.api.MaxMapCount;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.support.Names;
import java.util.Optional;

/** What is said of a node beside the rule that holds it. */
final class Hints {
    private Hints() {}

    /** What the node itself waits for or fails at. */
    static String of(NodeView node, Situation s) {
        if (node.is(Create)) {
            return refusal(node, s)
                    .map(f -> f.message() + privileged(f.message(), s))
                    .orElse("");
        }
        if (node.is(Keep) && s.cluster().getSpec().hibernate() && node.pod().isEmpty()) {
            return "hibernates: spec.hibernate is true, its volume is kept";
        }
        return takesUpSecureSettings(node, s)
                ? "takes up the changed secure settings while it runs"
                : node.condition().message();
    }

    private static boolean takesUpSecureSettings(NodeView node, Situation s) {
        return node.is(Keep)
                && node.isUp()
                && !s.cluster().getSpec().paused()
                && s.seen()
                        .secureSettingsChange()
                        .filter(change -> node.pod()
                                .filter(pod -> !SecureSettingsReload.has(pod, change))
                                .isPresent())
                        .isPresent();
    }

    /** Why the node is to change, before what it waits for. */
    static String reason(NodeView node, Situation s) {
        return switch (node.intent()) {
            case Restart -> node.restart().map(RestartReason::waits).orElse("") + otherImage(node, s) + "; ";
            case Remove -> "the spec no longer asks for it; ";
            default -> "";
        };
    }

    /** What happens with a node that nothing holds. */
    static String step(NodeView node, Situation s) {
        return switch (node.intent()) {
            case Restart -> node.restart().map(RestartReason::happens).orElse("") + otherImage(node, s);
            case Remove -> "leaves";
            default -> "";
        };
    }

    static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    private static Optional<Observation.CreationFailure> refusal(NodeView node, Situation s) {
        return Optional.ofNullable(s.seen()
                .creationFailures()
                .get(Names.statefulSet(s.cluster().getMetadata().getName(), node.pool())));
    }

    private static String privileged(String message, Situation s) {
        boolean privileged = s.cluster().getSpec().kernel().maxMapCount().mode() == MaxMapCount.Mode.InitContainer;
        return message.contains("PodSecurity") && privileged
                ? "; this namespace forbids the privileged init container: set spec.kernel.maxMapCount.mode to DisableMmap,"
                        + " or to AssumeConfigured where the hosts are prepared"
                : "";
    }

    private static String otherImage(NodeView node, Situation s) {
        String wanted = s.cluster().getSpec().effectiveImage();
        return node.pod().stream()
                .flatMap(p -> p.getSpec().getContainers().stream())
                .filter(c -> c.getName().equals(Names.CONTAINER) && !wanted.equals(c.getImage()))
                .map(c -> " (" + c.getImage() + ", wanted is " + wanted + ")")
                .findFirst()
                .orElse("");
    }
}
