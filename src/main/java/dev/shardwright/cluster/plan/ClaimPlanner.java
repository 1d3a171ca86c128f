package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.VolumeClaims;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import dev.shardwright.support.Quantities;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands on the claims: whose data they hold, whose vote was taken, and how big they are to be. */
final class ClaimPlanner {
    private final Situation situation;

    ClaimPlanner(Situation situation) {
        this.situation = situation;
    }

    /**
     * The claims to write.
     *
     * @param marks votes that were taken or given back, by node
     * @param grow whether volumes may grow
     */
    List<Effect> effects(Map<String, Optional<String>> marks, boolean grow) {
        Set<String> labelled = toLabel();
        List<Effect> effects = new ArrayList<>();
        for (PersistentVolumeClaim claim : situation.seen().claims()) {
            String node = Names.nodeOf(claim.getMetadata().getName());
            Quantity size = size(claim, grow);
            boolean labels = labelled.contains(node);
            boolean grows = !size.equals(VolumeClaims.requested(claim));
            if (labels || grows || marks.containsKey(node)) {
                effects.add(new Effect.ShapeClaim(claim, shaped(claim, node, labels, marks, size)));
            }
        }
        // Masters first, so that data never stands there alone.
        effects.sort(Comparator.comparing(e -> !isMasters(((Effect.ShapeClaim) e).before())));
        return effects;
    }

    /** All our fields, always: an apply takes away what it does not name. */
    private PersistentVolumeClaim shaped(
            PersistentVolumeClaim claim,
            String node,
            boolean label,
            Map<String, Optional<String>> marks,
            Quantity size) {
        Map<String, String> labels = new HashMap<>();
        Optional<String> uuid = label
                ? situation.bootstrap().uuid().map(Labels::uuidAsLabel)
                : Optional.ofNullable(claim.getMetadata().getLabels().get(Labels.CLUSTER_UUID));
        uuid.ifPresent(u -> labels.put(Labels.CLUSTER_UUID, u));
        Map<String, String> annotations = new HashMap<>();
        Optional<String> mark = marks.containsKey(node) ? marks.get(node) : VotePlanner.mark(claim);
        mark.ifPresent(m -> annotations.put(Labels.VOTE_WITHDRAWN, m));
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                // Without the UID an apply would make a claim that was deleted meanwhile.
                .withUid(claim.getMetadata().getUid())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNewResources()
                .addToRequests("storage", size)
                .endResources()
                .endSpec()
                .build();
    }

    /** A claim is labelled when its node is a member of that very cluster: proven, not assumed. */
    private Set<String> toLabel() {
        Optional<ElasticsearchFacts.Known> known =
                situation.seen().elasticsearch().fresh(situation.now(), BootstrapView.FRESH);
        Optional<String> uuid = situation.bootstrap().uuid();
        boolean proven = uuid.isPresent()
                && situation.bootstrap().problem().isEmpty()
                && known.filter(ElasticsearchFacts.Known::uuidCommitted)
                        .flatMap(ElasticsearchFacts.Known::clusterUuid)
                        .equals(uuid);
        if (!proven) {
            return Set.of();
        }
        List<PersistentVolumeClaim> unlabelled = known.get().nodes().stream()
                .flatMap(n -> situation.seen().claim(n.name()).stream())
                .filter(c -> !VolumeClaims.isLabelled(c))
                .toList();
        boolean mastersSafe =
                situation.seen().claims().stream().anyMatch(c -> isMasters(c) && VolumeClaims.isLabelled(c));
        return unlabelled.stream()
                .filter(c -> mastersSafe || isMasters(c))
                .map(c -> Names.nodeOf(c.getMetadata().getName()))
                .collect(Collectors.toSet());
    }

    /** Volumes grow and never shrink; one that is not bound yet cannot change. */
    private Quantity size(PersistentVolumeClaim claim, boolean grow) {
        Quantity now = VolumeClaims.requested(claim);
        boolean bound =
                claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
        Optional<NodePool> pool = situation
                .cluster()
                .getSpec()
                .pool(claim.getMetadata().getLabels().getOrDefault(Labels.POOL, ""));
        return pool.filter(p -> grow && bound)
                .map(p -> p.storage().size())
                .filter(size -> Quantities.isMore(size, now.toString()))
                .map(Quantity::new)
                .orElse(now);
    }

    private boolean isMasters(PersistentVolumeClaim claim) {
        return claim.getMetadata().getLabels().containsKey(Labels.MASTER_ELIGIBLE)
                || situation
                        .cluster()
                        .getSpec()
                        .pool(claim.getMetadata().getLabels().getOrDefault(Labels.POOL, ""))
                        .filter(NodePool::isMasterEligible)
                        .isPresent();
    }
}
