package dev.shardwright.simulation;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.ElasticClusterStatus;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.desired.PodInputs;
import dev.shardwright.elasticsearch.ClusterSettings;
import dev.shardwright.elasticsearch.VotingExclusion;
import dev.shardwright.simulation.elasticsearch.EsNode;
import dev.shardwright.simulation.elasticsearch.SimElasticsearch;
import dev.shardwright.simulation.guarantee.ForeignThingsSurvive;
import dev.shardwright.simulation.operator.SimResource;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is not yet as the spec wants it, judged by the truth. */
final class Convergence {
    private final World world;
    private final List<String> lacks = new ArrayList<>();

    private Convergence(World world) {
        this.world = world;
    }

    /** In words; empty when all is well. */
    static List<String> lacks(World world) {
        Convergence convergence = new Convergence(world);
        convergence.operator();
        if (convergence.lacks.isEmpty() && world.mayHibernate()) {
            convergence.lack(!world.store().list(Pod.class).isEmpty(), "pods of a cluster that is to sleep");
        } else if (convergence.lacks.isEmpty()) {
            convergence.nodes();
            convergence.volumes();
            convergence.leftovers();
            convergence.shards();
        }
        return convergence.lacks;
    }

    private void operator() {
        ElasticClusterStatus status = world.resource().live().getStatus();
        boolean settled =
                world.guarantees().lastPass().filter(p -> p.plan().isSettled()).isPresent();
        lack(!settled, "the plan is not settled");
        if (status != null) {
            lack(
                    !status.observedGeneration()
                            .equals(world.resource().live().getMetadata().getGeneration()),
                    "the status is of an earlier generation");
            status.conditions().stream()
                    .filter(c -> c.getStatus()
                                    .equals(
                                            c.getType().equals("Ready")
                                                            || c.getType().equals("Bootstrapped")
                                                    ? "False"
                                                    : "True")
                            || c.getStatus().equals("Unknown"))
                    .forEach(c -> lacks.add(c.getType() + "=" + c.getStatus() + ": " + c.getMessage()));
        }
    }

    private void nodes() {
        ElasticClusterSpec spec = world.resource().live().getSpec();
        Map<String, NodePool> wanted = new TreeMap<>();
        for (NodePool pool : spec.nodePools()) {
            for (int i = 0; i < pool.replicas(); i++) {
                wanted.put(Names.node(SimResource.NAME, pool.name(), i), pool);
            }
        }
        SimElasticsearch es = world.elasticsearch();
        Set<String> members = es.members().stream().map(EsNode::name).collect(Collectors.toCollection(TreeSet::new));
        lack(!members.equals(wanted.keySet()), "members are " + members + ", wanted " + wanted.keySet());
        lack(es.liveMembers().size() < members.size(), "a member has just died");
        Set<String> sets = world.store().list(StatefulSet.class).stream()
                .map(s -> s.getMetadata().getName())
                .collect(Collectors.toSet());
        Set<String> pools = spec.nodePools().stream()
                .map(p -> Names.statefulSet(SimResource.NAME, p.name()))
                .collect(Collectors.toSet());
        lack(!sets.equals(pools), "StatefulSets are " + sets + ", pools " + pools);
        wanted.forEach((node, pool) -> {
            String revision = PodInputs.of(world.resource().live(), pool).revision();
            Optional<String> runs = world.store()
                    .get(Pod.class, node)
                    .map(p -> p.getMetadata().getAnnotations().get(Labels.REVISION));
            lack(!runs.equals(Optional.of(revision)), node + " runs revision " + runs + ", wanted " + revision);
        });
        Set<String> voters = es.votes().config();
        Set<String> masters = es.liveMembers().stream()
                .filter(EsNode::isMasterEligible)
                .map(EsNode::id)
                .collect(Collectors.toSet());
        lack(
                !masters.containsAll(voters) || voters.size() < masters.size() - 1,
                "voters are " + voters + " of " + masters);
    }

    private void volumes() {
        for (NodePool pool : world.resource().live().getSpec().nodePools()) {
            for (int i = 0; i < pool.replicas(); i++) {
                String claim = Names.claim(Names.node(SimResource.NAME, pool.name(), i));
                Optional<Quantity> size = world.store()
                        .get(PersistentVolumeClaim.class, claim)
                        .map(c -> c.getStatus().getCapacity().get("storage"));
                lack(
                        !size.equals(Optional.of(new Quantity(pool.storage().size()))),
                        claim + " has " + size + ", wanted " + pool.storage().size());
            }
        }
    }

    private void leftovers() {
        SimElasticsearch es = world.elasticsearch();
        Map<String, String> settings = es.routing().allocation().settings();
        lack(settings.containsKey(ClusterSettings.DRAIN_KEY), "left over: " + settings);
        lack(!es.routing().shutdowns().isEmpty(), "left over: " + es.routing().shutdowns());
        List<String> exclusions =
                es.votes().exclusions().stream().map(VotingExclusion::nodeName).toList();
        lack(
                !exclusions.equals(List.of(ForeignThingsSurvive.STRANGER)) && !exclusions.isEmpty(),
                "left over: exclusions of " + exclusions);
        lack(
                world.store()
                        .get(ConfigMap.class, Names.bootstrap(SimResource.NAME))
                        .isPresent(),
                "left over: the offer to form a cluster");
    }

    private void shards() {
        world.elasticsearch()
                .routing()
                .lacking()
                .ifPresent(shard -> lacks.add("not all copies of " + shard + " are started"));
    }

    private void lack(boolean is, String what) {
        if (is) {
            lacks.add(what);
        }
    }
}
