package dev.shardwright.cluster.plan;

import dev.shardwright.api.NodePlanStatus.Intent;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.NodeCondition;
import dev.shardwright.cluster.observe.NodeCondition.State;
import dev.shardwright.cluster.observe.VolumeClaims;
import dev.shardwright.elasticsearch.Roles;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one node, and the one intent that there is for it.
 *
 * @param name its name, which is the pod's
 * @param pool its pool
 * @param ordinal its number in the pool
 * @param intent what is to happen with it
 * @param restart why it is to be made anew; empty unless that is the intent
 * @param roles Elasticsearch's own words
 * @param condition where its pod is on its way; Member only if Elasticsearch, when it was asked, lists the node
 * @param pod its pod
 * @param claim its volume claim
 * @param member what Elasticsearch says of it; empty when it does not list it, or was not heard
 * @param zone its zone; empty when the spec knows none
 * @param idle no part of a cluster runs in its pod or will by itself, and, if it is to be removed, none ever did
 */
public record NodeView(
        String name,
        String pool,
        int ordinal,
        Intent intent,
        Optional<RestartReason> restart,
        Set<String> roles,
        NodeCondition condition,
        Optional<Pod> pod,
        Optional<PersistentVolumeClaim> claim,
        Optional<ElasticsearchFacts.Node> member,
        Optional<String> zone,
        boolean idle) {
    public NodeView {
        roles = Set.copyOf(roles);
    }

    boolean is(Intent wanted) {
        return intent == wanted;
    }

    /** Whether its pod is ready and Elasticsearch lists it. */
    boolean isUp() {
        return condition.state() == State.Member && member.isPresent();
    }

    boolean isMasterEligible() {
        return roles.contains("master");
    }

    /** Whether it may be elected, not only vote. */
    boolean mayBeElected() {
        return isMasterEligible() && !roles.contains("voting_only");
    }

    boolean holdsShards() {
        return Roles.holdShards(roles);
    }

    /** Whether it does the work of a role: data does that of every tier. */
    boolean serves(String role) {
        return Roles.serve(roles, role);
    }

    /** Whether its volume is known to have held a part of the cluster. */
    boolean hasBeenMember() {
        return claim.filter(VolumeClaims::isLabelled).isPresent();
    }

    /** Whether its claim bears the mark that the operator took its vote. */
    boolean isMarkedVoteless() {
        return claim.flatMap(VotePlanner::mark).isPresent();
    }
}
