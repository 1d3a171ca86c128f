package dev.shardwright.e2e.harness;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Root shells on the nodes, by a privileged pod on each: kernel settings, real SIGKILLs, memory of processes. */
public final class Hosts implements AutoCloseable {
    private static final String NAMESPACE = "shardwright-e2e-hosts";
    private static final String IMAGE = "docker.elastic.co/elasticsearch/elasticsearch:8.19.21";
    private static final String CONTAINER = "shell";

    private final KubernetesClient client;
    private final Map<String, Pod> pods = new TreeMap<>();

    Hosts(KubernetesClient client) {
        this.client = client;
    }

    /** The names of the nodes. */
    public List<String> names() {
        return client.nodes().list().getItems().stream()
                .map(n -> n.getMetadata().getName())
                .toList();
    }

    /** Runs a script as root on the node, in its process space. */
    public String run(String node, String script) {
        Pod pod = pods.computeIfAbsent(node, this::start);
        return Exec.shell(client, NAMESPACE, pod.getMetadata().getName(), CONTAINER, script);
    }

    /** The process IDs of a container, in the node's counting. */
    public List<String> processes(Pod pod, String container) {
        String id = pod.getStatus().getContainerStatuses().stream()
                .filter(c -> c.getName().equals(container) && c.getContainerID() != null)
                .map(c -> c.getContainerID().replaceFirst(".*//", ""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("container " + container + " has not started"));
        String script = "grep -l " + id + " /proc/[0-9]*/cgroup 2>/dev/null | cut -d/ -f3";
        return run(pod.getSpec().getNodeName(), script).lines().toList();
    }

    /** Gives up the shell on a node that was lost; the next command starts another one. */
    public void forget(String node) {
        Pod pod = pods.remove(node);
        if (pod != null) {
            client.pods().resource(pod).withGracePeriod(0).delete();
            Waiting.until(
                    "the shell on " + node + " gone",
                    Duration.ofMinutes(2),
                    () -> "",
                    () -> client.pods().resource(pod).get() == null);
        }
    }

    /** Sends a signal to every process of a container: STOP for one that hangs, CONT to let it go on. */
    public void signal(Pod pod, String container, String signal) {
        String processes = String.join(" ", processes(pod, container));
        run(pod.getSpec().getNodeName(), "kill -s " + signal + " " + processes);
    }

    private Pod start(String node) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
                        .endMetadata()
                        .build())
                .serverSideApply();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("shell-" + node)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withHostPID(true)
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(IMAGE)
                .withCommand("sleep", "1d")
                .withNewSecurityContext()
                .withPrivileged(true)
                .withRunAsUser(0L)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
        var resource = client.pods().resource(pod);
        if (resource.get() == null) {
            resource.create();
        }
        Waiting.until(
                "a shell on " + node,
                Duration.ofMinutes(2),
                () -> String.valueOf(resource.get().getStatus().getPhase()),
                () -> Readiness.isPodReady(resource.get()));
        return pod;
    }

    @Override
    public void close() {
        if (!pods.isEmpty()) {
            client.namespaces().withName(NAMESPACE).delete();
            Waiting.until(
                    "namespace " + NAMESPACE + " gone",
                    Duration.ofMinutes(2),
                    () -> "",
                    () -> client.namespaces().withName(NAMESPACE).get() == null);
        }
    }
}
