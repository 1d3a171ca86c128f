package dev.shardwright.cluster.plan;

import dev.shardwright.api.BootstrapStatus;
import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.cluster.desired.ConfigMaps;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.PrepareReport;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the bootstrap rules look at.
 *
 * @param resourceUid UID of this resource
 * @param recordedUuid the cluster UUID in the status
 * @param recordedNames the first masters in the status
 * @param wantedMasters the masters that the spec asks for now
 * @param claims the volumes of the cluster's name
 * @param goingClaims volumes that are on their way out
 * @param offeredNames the first masters in the bootstrap ConfigMap, empty when it is not there
 * @param startedBefore whether StatefulSets exist
 * @param known fresh facts from Elasticsearch; empty when it does not answer
 * @param reports what the pods found on their volumes, by node
 */
public record BootstrapView(
        String resourceUid,
        Optional<String> recordedUuid,
        List<String> recordedNames,
        List<String> wantedMasters,
        List<Claim> claims,
        List<String> goingClaims,
        Optional<List<String>> offeredNames,
        boolean startedBefore,
        Optional<ElasticsearchFacts.Known> known,
        Map<String, PrepareReport> reports) {

    /** Older facts than this decide nothing. */
    public static final Duration FRESH = Duration.ofSeconds(90);

    /**
     * A volume.
     *
     * @param node the node it belongs to
     * @param uuid the cluster whose data it is known to hold
     * @param resourceUid the resource that made it
     * @param master whether it is a master's
     */
    public record Claim(String node, Optional<String> uuid, String resourceUid, boolean master) {}

    /** Reads the view off a picture. */
    public static BootstrapView of(ElasticCluster cluster, Observation seen, Instant now) {
        String name = cluster.getMetadata().getName();
        List<String> masters = cluster.getSpec().nodePools().stream()
                .filter(p -> p.isMasterEligible() && !p.roles().contains(NodeRole.VOTING_ONLY))
                .flatMap(p -> nodes(name, p))
                .toList();
        return new BootstrapView(
                cluster.getMetadata().getUid(),
                Optional.ofNullable(cluster.getStatus()).map(s -> s.clusterUUID()),
                firstMasters(cluster),
                masters,
                seen.claims().stream().map(c -> claim(c, masters)).toList(),
                seen.goingClaims(),
                seen.configMap(Names.bootstrap(name))
                        .map(ConfigMaps::initialMasterNodes)
                        .filter(n -> !n.isEmpty()),
                !seen.statefulSets().isEmpty(),
                seen.elasticsearch().fresh(now, FRESH).filter(k -> k.clusterName()
                        .equals(name)),
                reports(seen));
    }

    /** The first masters in the status; none before there were any, or when the cluster came with its volumes. */
    static List<String> firstMasters(ElasticCluster cluster) {
        return Optional.ofNullable(cluster.getStatus())
                .map(s -> s.bootstrap())
                .map(BootstrapStatus::initialMasterNodes)
                .orElse(List.of());
    }

    /** The clusters whose data the volumes hold. */
    Set<String> claimUuids() {
        Set<String> uuids = new TreeSet<>();
        claims.forEach(c -> c.uuid().ifPresent(uuids::add));
        return uuids;
    }

    /** The identity that this cluster is known to have: from the status, else from its volumes. */
    Optional<String> expectedUuid() {
        return recordedUuid.or(() -> claimUuids().stream().findFirst());
    }

    /** The identity that Elasticsearch reports, once a majority of masters has agreed on it. */
    Optional<String> reportedUuid() {
        return known.filter(ElasticsearchFacts.Known::uuidCommitted).flatMap(ElasticsearchFacts.Known::clusterUuid);
    }

    private static Claim claim(PersistentVolumeClaim claim, List<String> masters) {
        Map<String, String> labels = claim.getMetadata().getLabels();
        String node = Names.nodeOf(claim.getMetadata().getName());
        return new Claim(
                node,
                Optional.ofNullable(labels.get(Labels.CLUSTER_UUID)).map(Labels::uuidFromLabel),
                labels.getOrDefault(Labels.RESOURCE_UID, ""),
                labels.containsKey(Labels.MASTER_ELIGIBLE) || masters.contains(node));
    }

    private static Map<String, PrepareReport> reports(Observation seen) {
        Map<String, PrepareReport> reports = new HashMap<>();
        seen.pods().forEach(pod -> PrepareReport.of(pod)
                .ifPresent(r -> reports.put(pod.getMetadata().getName(), r)));
        return reports;
    }

    private static Stream<String> nodes(String cluster, NodePool pool) {
        return IntStream.range(0, pool.replicas()).mapToObj(i -> Names.node(cluster, pool.name(), i));
    }
}
