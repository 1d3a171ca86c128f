package dev.shardwright.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;

/** Nodes of one kind: one StatefulSet. */
@ValidationRule(
        value = "!('voting_only' in self.roles) || 'master' in self.roles",
        message = "roles: voting_only needs master beside it",
        fieldPath = ".roles")
@ValidationRule(
        value = "!has(self.resources) || [has(self.resources.requests) ? self.resources.requests : {},"
                + " has(self.resources.limits) ? self.resources.limits : {}]"
                + ".all(m, m.all(name, isQuantity(string(m[name]))))",
        message = "resources: every request and limit must be a quantity, for example cpu: 500m, memory: 2Gi",
        fieldPath = ".resources")
@ValidationRule(
        value = "!has(self.resources) || !has(self.resources.limits) || !has(self.resources.requests)"
                + " || self.resources.requests.all(name, !(name in self.resources.limits)"
                + " || !isQuantity(string(self.resources.requests[name]))"
                + " || !isQuantity(string(self.resources.limits[name]))"
                + " || quantity(string(self.resources.requests[name]))"
                + ".compareTo(quantity(string(self.resources.limits[name]))) <= 0)",
        message = "resources: a request must not be above its limit; for memory set both to the same value",
        fieldPath = ".resources")
@ValidationRule(
        value = "!has(self.heap) || !isQuantity(self.heap) || " + NodePool.NO_MEMORY_LIMIT
                + " || quantity(self.heap).isLessThan(quantity(string(self.resources.limits['memory'])))",
        messageExpression = "'heap (' + self.heap + ') must be below resources.limits.memory ('"
                + " + string(self.resources.limits['memory']) + '): Elasticsearch needs about as much again outside the"
                + " heap; raise the limit, lower heap, or leave heap out (half of the limit)'",
        message =
                "heap must be below resources.limits.memory: Elasticsearch needs about as much again outside the heap;"
                        + " raise the limit, lower heap, or leave heap out (half of the limit)",
        fieldPath = ".heap")
@ValidationRule(
        value = "!has(self.heap) || !isQuantity(self.heap) || (has(self.resources) &&"
                + " ((has(self.resources.limits) && 'memory' in self.resources.limits)"
                + " || (has(self.resources.requests) && 'memory' in self.resources.requests)))"
                + " || quantity(self.heap).isLessThan(quantity('2Gi'))",
        message = "heap must be below the memory limit, which is 2Gi by default: set resources.limits.memory to about"
                + " twice the heap",
        fieldPath = ".heap")
@ValidationRule(
        value = "!has(self.autoscaling) || (['data', 'data_content', 'data_hot', 'data_warm', 'data_cold']"
                + ".exists(r, r in self.roles)"
                + " && !('data_frozen' in self.roles))",
        message = "autoscaling: only pools with a data role are scaled, and none with data_frozen: frozen nodes fill"
                + " their disks with a cache by design",
        fieldPath = ".autoscaling")
@ValidationRule(
        value = "!has(self.autoscaling) || !('master' in self.roles)"
                + " || self.autoscaling.minReplicas == self.autoscaling.maxReplicas",
        message =
                "autoscaling: the number of masters is not scaled: give data a pool of its own, or set minReplicas and"
                        + " maxReplicas to the same number, so that only volumes grow",
        fieldPath = ".autoscaling")
@ValidationRule(
        value = "!has(self.autoscaling) || !has(self.autoscaling.maxStorage) || !isQuantity(self.storage.size)"
                + " || !isQuantity(self.autoscaling.maxStorage)"
                + " || quantity(self.autoscaling.maxStorage).compareTo(quantity(self.storage.size)) >= 0",
        message = "autoscaling.maxStorage must not be below storage.size",
        fieldPath = ".autoscaling.maxStorage")
public record NodePool(
        @Required
        @Size(max = 30)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
                message = "name of a pool must hold only lower-case letters, digits and -, and begin and end with a"
                        + " letter or digit")
        @JsonPropertyDescription("Name of the pool, unique in the cluster. The StatefulSet is called"
                + " <cluster>-<pool>, its nodes <cluster>-<pool>-0 and so on.")
        String name,

        @Required
        @Max(500)
        @ValidationRule(
                value = "self >= 1",
                message = "replicas must be at least 1: to remove a pool, take its entry out of nodePools")
        @JsonPropertyDescription("Number of nodes. With autoscaling: the number to start with, within its bounds;"
                + " afterwards status.autoscaling has the number.")
        Integer replicas,

        @Required
        @Size(max = 12)
        @JsonPropertyDescription("Roles of the nodes, in Elasticsearch's words. An empty list makes"
                + " coordinating-only nodes. At least one pool has master, and at least one data (or data_content).")
        List<NodeRole> roles,

        @JsonPropertyDescription("CPU and memory of the Elasticsearch container. Default: 2Gi of memory, requested and"
                + " limited, and no CPU request. Set requests.memory equal to limits.memory.")
        ResourceRequirements resources,

        @Size(max = 30)
        @ValidationRule(
                value = "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
                message = "heap must be a positive quantity in Kubernetes' notation, for example 1Gi or 400Mi")
        @JsonPropertyDescription("Java heap, for example 4Gi. Default: half of resources.limits.memory, at most 31Gi"
                + " (above that the JVM loses compressed object pointers).")
        String heap,

        @Required @JsonPropertyDescription("The volume of each node.")
        Storage storage,

        @SchemaFrom(type = Object.class)
        @PreserveUnknownFields
        @JsonPropertyDescription("Entries of elasticsearch.yml for this pool, flat (cluster.routing.x: y) or nested;"
                + " they win over spec.config. Keys that the operator sets itself are refused by name.")
        Map<String, Object> config,

        @SchemaFrom(type = Object.class)
        @PreserveUnknownFields
        @JsonPropertyDescription("Overlay of the pod template: labels, annotations, env, tolerations, node selector,"
                + " sidecars, service account and so on. The Elasticsearch container is called elasticsearch."
                + " Lists with names (containers, env, volumes) are merged by name.")
        Map<String, Object> podTemplate,

        @JsonPropertyDescription("The operator chooses the number of nodes, and the size of volumes, by disk fill and"
                + " shards, within bounds. Only for pools with a data role. It never writes into this spec: what it"
                + " decided is in status.autoscaling. Before you remove this entry, set replicas and storage.size to"
                + " the sizes there: without it the pool goes back to what stands here (volumes stay as they are).")
        Autoscaling autoscaling) {

    static final String NO_MEMORY_LIMIT = "!has(self.resources) || !has(self.resources.limits)"
            + " || !('memory' in self.resources.limits) || !isQuantity(string(self.resources.limits['memory']))";

    public NodePool {
        roles = roles == null ? List.of() : List.copyOf(roles);
        config = config == null ? Map.of() : config;
        podTemplate = podTemplate == null ? Map.of() : podTemplate;
    }

    /** A pool that keeps its size. */
    public NodePool(
            String name,
            Integer replicas,
            List<NodeRole> roles,
            ResourceRequirements resources,
            String heap,
            Storage storage,
            Map<String, Object> config,
            Map<String, Object> podTemplate) {
        this(name, replicas, roles, resources, heap, storage, config, podTemplate, null);
    }

    /** The same pool in another size. */
    public NodePool sized(int nodes, String volume) {
        return new NodePool(
                name,
                nodes,
                roles,
                resources,
                heap,
                new Storage(volume, storage.storageClassName()),
                config,
                podTemplate,
                autoscaling);
    }

    /** The same pool with another overlay of its pod template. */
    public NodePool withPodTemplate(Map<String, Object> overlay) {
        return new NodePool(name, replicas, roles, resources, heap, storage, config, overlay, autoscaling);
    }

    /** Whether the operator chooses its size. */
    public boolean scalesItself() {
        return autoscaling != null;
    }

    /** Whether nodes of this pool may become master. */
    @JsonIgnore
    public boolean isMasterEligible() {
        return roles.contains(NodeRole.MASTER);
    }

    /** Whether nodes of this pool hold shards. */
    public boolean holdsShards() {
        return roles.stream().anyMatch(NodeRole::holdsShards);
    }
}
