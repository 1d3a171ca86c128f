package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operator's own Deployment. */
public final class Operator {
    public static final String NAMESPACE = "shardwright-system";
    public static final String CONTAINER = "operator";
    /** How the API server's audit log calls it. */
    public static final String USER = "system:serviceaccount:shardwright-system:shardwright-operator";

    private static final String DEPLOYMENT = "shardwright-operator";
    private static final Duration START = Duration.ofMinutes(3);

    private final KubernetesClient client;
    private final Hosts hosts;

    Operator(KubernetesClient client, Hosts hosts) {
        this.client = client;
        this.hosts = hosts;
    }

    /** Its pods, those that are going apart. */
    public List<Pod> pods() {
        return allPods().stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private List<Pod> allPods() {
        Deployment deployment = deployment().require();
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabels(deployment.getSpec().getSelector().getMatchLabels())
                .list()
                .getItems();
    }

    /** The pod that leads: the holder of the lease, or the only one there is. */
    public Optional<Pod> leader() {
        List<Pod> pods = pods();
        List<String> holders = client.leases().inNamespace(NAMESPACE).list().getItems().stream()
                .map(l -> String.valueOf(l.getSpec().getHolderIdentity()))
                .toList();
        Optional<Pod> holder = pods.stream()
                .filter(p -> holders.stream().anyMatch(h -> h.startsWith(Pods.name(p))))
                .findFirst();
        return holder.isPresent() || pods.size() != 1 ? holder : pods.stream().findFirst();
    }

    public Operator awaitReady() {
        Waiting.until("the operator ready", START, () -> pods().size() + " pods", () -> {
            int wanted = deployment().require().getSpec().getReplicas();
            List<Pod> pods = allPods();
            return pods.size() == wanted && pods.stream().allMatch(Readiness::isPodReady);
        });
        return this;
    }

    /**
     * Kills the leader's process as the kernel's out-of-memory killer would: SIGKILL from the host, as the first process of
     * a container ignores what comes from inside. The kubelet starts another one in its pod.
     */
    public void crash() {
        victim().ifPresent(this::crash);
    }

    /** The same, then its pod object is deleted by force, so that the next operator is another pod. */
    public void kill() {
        Pod victim = victim().orElse(null);
        if (victim == null) {
            return;
        }
        crash(victim);
        try {
            client.pods()
                    .inNamespace(NAMESPACE)
                    .withName(Pods.name(victim))
                    .withGracePeriod(0)
                    .delete();
        } catch (KubernetesClientException gone) {
            Console.say("  its pod had gone: " + gone.getMessage());
        }
    }

    private Optional<Pod> victim() {
        return leader().or(() -> pods().stream().findFirst());
    }

    private void crash(Pod victim) {
        try {
            List<String> processes = hosts.processes(victim, CONTAINER);
            if (!processes.isEmpty()) {
                hosts.run(victim.getSpec().getNodeName(), "kill -9 " + String.join(" ", processes) + " || true");
            }
        } catch (IllegalStateException notStarted) {
            Console.say("  killed before its container ran: " + notStarted.getMessage());
        }
    }

    /** Sets the number of replicas and waits until they are there. */
    public Operator scale(int replicas) {
        scaleWithoutWaiting(replicas);
        return awaitReady();
    }

    public void scaleWithoutWaiting(int replicas) {
        deployment().edit(d -> new DeploymentBuilder(d)
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build());
    }

    /** The image that it runs. */
    public String image() {
        return deployment()
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    /** Runs it from another image, as an upgrade does, and waits until only that one runs. */
    public Operator use(String image) {
        deployment().edit(d -> new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        Waiting.until("the operator from " + image, START, () -> allPods().size() + " pods", () -> allPods().stream()
                .allMatch(p ->
                        image.equals(p.getSpec().getContainers().getFirst().getImage()) && Readiness.isPodReady(p)));
        return awaitReady();
    }

    /** Sets a variable of its environment, or takes it away when {@code value} is null, and waits for it to be back. */
    public Operator with(String variable, String value) {
        deployment().edit(d -> new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .removeMatchingFromEnv(e -> variable.equals(e.getName()))
                .addAllToEnv(
                        value == null
                                ? List.of()
                                : List.of(new EnvVarBuilder()
                                        .withName(variable)
                                        .withValue(value)
                                        .build()))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        Waiting.until("the operator with " + variable, START, () -> allPods().size() + " pods", () -> allPods().stream()
                .allMatch(p -> Readiness.isPodReady(p) && value(p, variable).equals(Optional.ofNullable(value))));
        return awaitReady();
    }

    private static Optional<String> value(Pod pod, String variable) {
        return pod.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(e -> variable.equals(e.getName()))
                .map(EnvVar::getValue)
                .findFirst();
    }

    /** What it has said last. */
    public String log(int lines) {
        StringBuilder result = new StringBuilder();
        for (Pod pod : pods()) {
            result.append("--- ").append(Pods.name(pod)).append('\n');
            result.append(client.pods()
                    .inNamespace(NAMESPACE)
                    .withName(Pods.name(pod))
                    .tailingLines(lines)
                    .getLog());
        }
        return result.toString();
    }

    private RollableScalableResource<Deployment> deployment() {
        return client.apps().deployments().inNamespace(NAMESPACE).withName(DEPLOYMENT);
    }
}
