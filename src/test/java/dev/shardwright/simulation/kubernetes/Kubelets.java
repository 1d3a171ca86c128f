package dev.shardwright.simulation.kubernetes;

import dev.shardwright.simulation.Agenda;
import dev.shardwright.simulation.Chance;
import dev.shardwright.simulation.Trace;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.SimElasticsearch;
import dev.shardwright.simulation.elasticsearch.Volumes;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scheduler and kubelets: pods are placed, prepared, started, become ready, crash, and end. */
public final class Kubelets {
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final ObjectStore store;
    private final Hosts hosts;
    private final Volumes volumes;
    private final SimElasticsearch elasticsearch;
    private final Map<String, Running> running = new HashMap<>(); // by UID of the pod
    private int addresses;

    private record Running(EsNode node, String report, String ip, Instant since) {
        PodStatus status(boolean ready) {
            return PodStatuses.running(report, ip, ready, since);
        }
    }

    /** Runs the pods of the store on the hosts. */
    public Kubelets(
            Agenda agenda,
            Chance chance,
            Trace trace,
            ObjectStore store,
            Hosts hosts,
            Volumes volumes,
            SimElasticsearch elasticsearch) {
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.store = store;
        this.hosts = hosts;
        this.volumes = volumes;
        this.elasticsearch = elasticsearch;
        store.watch(this::changed);
        elasticsearch.onReadiness(this::readiness);
    }

    /** A host dies at once, with all that runs on it. */
    public void lose(String host) {
        trace.say("kubernetes", "HOST LOST ", host);
        hosts.become(host, false);
        for (Pod pod : on(host)) {
            Optional<Running> process =
                    Optional.ofNullable(running.remove(pod.getMetadata().getUid()));
            process.ifPresent(r -> elasticsearch.vanish(r.node));
            agenda.after(chance.between(35_000, 45_000), () -> store.current(pod)
                    .filter(p -> PodStatuses.isReady(p) && !hosts.isUp(host))
                    .ifPresent(p -> process.ifPresent(r -> report(p, r.status(false)))));
        }
    }

    /** A lost host comes back: what was to end has ended, what was not starts anew. */
    public void bringBack(String host) {
        trace.say("kubernetes", "host back ", host);
        hosts.become(host, true);
        for (Pod pod : on(host)) {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                store.remove(pod);
            } else {
                soon(500, 4_000, pod, this::start);
            }
        }
    }

    private void changed(Class<? extends HasMetadata> kind, HasMetadata object, boolean gone) {
        if (kind != Pod.class || gone) {
            return;
        }
        Pod pod = (Pod) object;
        if (pod.getStatus() == null && pod.getMetadata().getDeletionTimestamp() == null) {
            report(pod, new PodStatus());
            soon(50, 1_000, pod, this::schedule);
        } else if (pod.getMetadata().getDeletionTimestamp() != null) {
            end(pod);
        }
    }

    private void schedule(Pod pod) {
        Optional<String> host = hosts.place(pod, store.list(Pod.class), chance);
        if (host.isEmpty()) {
            report(pod, PodStatuses.unschedulable());
            soon(5_000, 10_000, pod, this::schedule);
            return;
        }
        Pod placed = store.update(
                pod,
                p -> p.setSpec(
                        new PodSpecBuilder(p.getSpec()).withNodeName(host.get()).build()));
        soon(200, 3_000, placed, this::start);
    }

    private void start(Pod pod) {
        String host = pod.getSpec().getNodeName();
        if (!hosts.isUp(host)) {
            return;
        }
        Optional<PersistentVolumeClaim> claim = store.get(
                PersistentVolumeClaim.class, Names.claim(pod.getMetadata().getName()));
        String image = pod.getSpec().getContainers().getFirst().getImage();
        if (claim.isEmpty() || !pod.getSpec().getVolumes().stream().allMatch(this::canMount)) {
            soon(1_000, 2_000, pod, this::start);
        } else if (image.startsWith("nowhere/")) {
            report(pod, PodStatuses.waiting("ImagePullBackOff"));
        } else {
            run(pod, image, claim.get());
        }
    }

    private void run(Pod pod, String image, PersistentVolumeClaim claim) {
        var volume = volumes.of(claim);
        ConfigMap revision = pod.getSpec().getVolumes().stream()
                .filter(v -> v.getName().equals("revision"))
                .flatMap(v -> store.get(ConfigMap.class, v.getConfigMap().getName()).stream())
                .findFirst()
                .orElseThrow();
        boolean offered =
                pod.getSpec().getVolumes().stream().anyMatch(v -> v.getName().equals("bootstrap"));
        Prepare prepare = Prepare.run(
                volume,
                offered
                        ? store.get(
                                ConfigMap.class,
                                Names.bootstrap(pod.getMetadata().getLabels().get(Labels.CLUSTER)))
                        : Optional.empty());
        NodeConfig config = NodeConfig.of(revision);
        String version = image.substring(image.lastIndexOf(':') + 1);
        String ip = "10.0." + addresses / 250 + "." + (addresses++ % 250 + 1);
        Optional<String> refusal = config.valid() ? volume.refusal(version) : Optional.of("unknown setting");
        if (refusal.isPresent()) {
            report(pod, PodStatuses.crashing(prepare.report(), ip, refusal.get()));
            return;
        }
        EsNode node = new EsNode(
                pod.getMetadata().getName(),
                volume.startedBy(version),
                elasticsearch.newProcess(),
                version,
                config.roles(),
                volume,
                config.drainable(),
                prepare.initialMasters(),
                Optional.of(pod.getMetadata().getUid()));
        Running process = new Running(node, prepare.report(), ip, agenda.instant());
        running.put(pod.getMetadata().getUid(), process);
        report(pod, process.status(false));
        trace.say("kubelet", "starts ", node.name(), ", ", version, ", ", prepare.report());
        elasticsearch.start(node);
    }

    private void readiness(EsNode node, boolean ready) {
        store.get(Pod.class, node.name())
                .filter(p -> Optional.ofNullable(running.get(p.getMetadata().getUid()))
                        .filter(r -> r.node == node)
                        .isPresent())
                .ifPresent(p -> soon(200, 1_500, p, now -> {
                    Running process = running.get(now.getMetadata().getUid());
                    if (process != null && process.node == node && elasticsearch.saysReady(node) == ready) {
                        report(now, process.status(ready));
                    }
                }));
    }

    private void end(Pod pod) {
        String host = pod.getSpec().getNodeName();
        if (host != null && !hosts.isUp(host)) {
            return;
        }
        Running process = running.remove(pod.getMetadata().getUid());
        if (process == null) {
            agenda.after(chance.between(50, 1_000), () -> store.current(pod).ifPresent(store::remove));
            return;
        }
        trace.say("kubelet", "stops ", process.node.name());
        elasticsearch.stop(process.node);
        agenda.after(chance.between(300, 8_000), () -> store.current(pod).ifPresent(store::remove));
    }

    private boolean canMount(Volume volume) {
        if (volume.getSecret() != null) {
            return store.get(Secret.class, volume.getSecret().getSecretName()).isPresent();
        }
        return volume.getConfigMap() == null
                || Boolean.TRUE.equals(volume.getConfigMap().getOptional())
                || store.get(ConfigMap.class, volume.getConfigMap().getName()).isPresent();
    }

    private List<Pod> on(String host) {
        return store.list(Pod.class).stream()
                .filter(p -> host.equals(p.getSpec().getNodeName()))
                .toList();
    }

    private void report(Pod pod, PodStatus status) {
        store.current(pod).ifPresent(p -> store.update(p, copy -> copy.setStatus(status)));
    }

    private void soon(int first, int last, Pod pod, java.util.function.Consumer<Pod> step) {
        agenda.after(chance.between(first, last), () -> store.current(pod)
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(step));
    }
}
