package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.MaxMapCount;
import dev.shardwright.api.NodePool;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pod template of a pool, before the user's overlay. */
final class PodTemplate {
    /** The user of the official image. Its configuration files are readable for group 0. */
    private static final long USER = 1000;

    private static final long GROUP = 0;
    private static final long SHUTDOWN_SECONDS = 120;

    private PodTemplate() {}

    static PodTemplateSpec of(ElasticCluster cluster, NodePool pool, String revision, boolean secureSettings) {
        PodVolumes volumes = PodVolumes.of(cluster, pool, revision, secureSettings);
        List<Container> init = new ArrayList<>();
        MaxMapCount maxMapCount = cluster.getSpec().kernel().maxMapCount();
        String image = cluster.getSpec().effectiveImage();
        if (maxMapCount.mode() == MaxMapCount.Mode.InitContainer) {
            init.add(raiseMaxMapCount(image, maxMapCount.value()));
        }
        init.add(prepare(cluster, image, volumes));
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(cluster, pool))
                .addToAnnotations(Labels.REVISION, revision)
                .addToAnnotations(Labels.VERSION, cluster.getSpec().version())
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(
                        Names.serviceAccount(cluster.getMetadata().getName()))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(SHUTDOWN_SECONDS)
                .withAffinity(Spreading.affinity(cluster))
                .withTopologySpreadConstraints(Spreading.overZones(cluster, pool))
                .withNewSecurityContext()
                .withRunAsUser(USER)
                .withRunAsGroup(GROUP)
                .withRunAsNonRoot(true)
                .withFsGroup(USER)
                // Without this the kubelet walks the whole volume at every start.
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withInitContainers(init)
                .withContainers(elasticsearch(cluster, pool, image, volumes))
                .withVolumes(volumes.volumes())
                .endSpec()
                .build();
    }

    private static Map<String, String> labels(ElasticCluster cluster, NodePool pool) {
        Map<String, String> labels =
                new HashMap<>(Labels.of(cluster.getMetadata().getName()));
        labels.put(Labels.POOL, pool.name());
        if (pool.isMasterEligible()) {
            labels.put(Labels.MASTER_ELIGIBLE, "true");
        }
        if (pool.holdsShards()) {
            labels.put(Labels.HOLDS_SHARDS, "true");
        }
        return labels;
    }

    private static Container raiseMaxMapCount(String image, int value) {
        String script = "have=$(cat /proc/sys/vm/max_map_count); [ \"$have\" -ge " + value + " ] || echo " + value
                + " > /proc/sys/vm/max_map_count";
        return new ContainerBuilder()
                .withName(Names.MAX_MAP_COUNT_CONTAINER)
                .withImage(image)
                .withCommand("bash", "-c", script)
                .withResources(small())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withPrivileged(true)
                .withRunAsUser(0L)
                .withRunAsNonRoot(false)
                .withReadOnlyRootFilesystem(true)
                .endSecurityContext()
                .build();
    }

    private static Container prepare(ElasticCluster cluster, String image, PodVolumes volumes) {
        List<EnvVar> env = new ArrayList<>();
        env.add(field("NODE_NAME", "spec.nodeName"));
        MaxMapCount maxMapCount = cluster.getSpec().kernel().maxMapCount();
        if (maxMapCount.mode() == MaxMapCount.Mode.AssumeConfigured) {
            env.add(new EnvVar("MIN_MAP_COUNT", String.valueOf(maxMapCount.value()), null));
        }
        String zoneKey = cluster.getSpec().placement().zoneKey();
        if (zoneKey != null) {
            env.add(new EnvVar("ZONE_KEY", zoneKey, null));
        }
        return new ContainerBuilder()
                .withName(Names.PREPARE_CONTAINER)
                .withImage(image)
                .withCommand("bash", PodPaths.REVISION + "/prepare.sh")
                .withEnv(env)
                .withResources(small())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(confined())
                .withVolumeMounts(volumes.prepareMounts())
                .build();
    }

    private static Container elasticsearch(ElasticCluster cluster, NodePool pool, String image, PodVolumes volumes) {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(image)
                .withEnv(
                        field("POD_NAME", "metadata.name"),
                        field("POD_UID", "metadata.uid"),
                        field("POD_IP", "status.podIP"))
                .addNewPort()
                .withName("http")
                .withContainerPort(Names.HTTP_PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("transport")
                .withContainerPort(Names.TRANSPORT_PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(Heap.resources(pool))
                .withReadinessProbe(Readiness.probe(cluster.getSpec().version()))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(confined())
                .withVolumeMounts(volumes.elasticsearchMounts())
                .build();
    }

    private static SecurityContext confined() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withApiVersion("v1")
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    /** The keystore tool is a JVM of its own, hence the memory. */
    private static ResourceRequirements small() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("50m"))
                .addToRequests("memory", new Quantity("128Mi"))
                .addToLimits("memory", new Quantity("512Mi"))
                .build();
    }
}
