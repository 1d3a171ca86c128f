package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.desired.ConfigMaps;
import dev.shardwright.cluster.desired.DisruptionBudgets;
import dev.shardwright.cluster.desired.NodeNetworkPolicy;
import dev.shardwright.cluster.desired.NodeServiceAccount;
import dev.shardwright.cluster.desired.PoolStatefulSet;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.desired.Services;
import dev.shardwright.cluster.observe.ElasticsearchSteps;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.PoolTarget;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries out what a plan allows. A failed step is reported; only the steps that build on it are left out. */
public final class Actor {
    private final Applier applier;
    private final Effects effects;
    private final ClaimCheck claimCheck;
    private final ElasticsearchSteps elasticsearch;

    /**
     * Applies objects with the first, takes the other steps with the second, asks the third before a first formation, and
     * has Elasticsearch changed by the last.
     */
    public Actor(Applier applier, Effects effects, ClaimCheck claimCheck, ElasticsearchSteps elasticsearch) {
        this.applier = applier;
        this.effects = effects;
        this.claimCheck = claimCheck;
        this.elasticsearch = elasticsearch;
    }

    /** One pass. Returns what did not work. */
    public List<StepFailure> act(ElasticCluster cluster, Observation seen, Plan plan, Credentials credentials) {
        if (!plan.mayAct()) {
            return plan.mayKeepUp() ? keepUp(cluster, seen, plan, credentials) : List.of();
        }
        List<Revision> revisions = plan.pools().stream()
                .flatMap(t -> t.pool().stream())
                .map(pool -> revision(cluster, seen, pool))
                .toList();
        List<StatefulSet> statefulSets = plan.pools().stream()
                .flatMap(target -> statefulSet(cluster, seen, target).stream())
                .toList();

        List<StepFailure> failures = new ArrayList<>(rehearse(plan, statefulSets));
        if (!failures.isEmpty()) {
            if (plan.mayKeepUp()) {
                failures.addAll(keepUp(cluster, seen, plan, credentials));
            }
            return List.copyOf(failures);
        }
        // Pods need all of these to start; a first master that starts before the bootstrap offer would miss it.
        foundations(failures, cluster, seen, plan, credentials, revisions);
        if (failures.isEmpty()) {
            statefulSets.forEach(s -> apply(failures, cluster, StatefulSet.class, s));
        }
        surroundings(failures, cluster);
        budgets(failures, cluster, seen, plan);
        boolean stale = failures.stream().anyMatch(f -> f.kind() == StepFailure.Kind.StaleCache);
        if (!stale) {
            failures.addAll(effects.take(cluster, plan.effects()));
        }
        if (!stale && !plan.elasticsearchSteps().isEmpty()) {
            elasticsearch.request(
                    cluster.getMetadata().getNamespace(), cluster.getMetadata().getName(), plan.elasticsearchSteps());
        }
        return List.copyOf(failures);
    }

    /** What a cluster that runs needs whatever the spec says: certificates that do not expire, budgets, labels on claims. */
    private List<StepFailure> keepUp(ElasticCluster cluster, Observation seen, Plan plan, Credentials credentials) {
        List<StepFailure> failures = new ArrayList<>();
        secrets(failures, cluster, credentials);
        budgets(failures, cluster, seen, plan);
        failures.addAll(effects.take(cluster, plan.effects()));
        return List.copyOf(failures);
    }

    /** A podTemplate can hold anything: nothing is changed before the API server has said that it takes all of it. */
    private List<StepFailure> rehearse(Plan plan, List<StatefulSet> statefulSets) {
        List<StepFailure> failures = new ArrayList<>();
        for (StatefulSet set : statefulSets) {
            String name = Observation.poolOf(set);
            boolean overlaid = plan.pools().stream()
                    .anyMatch(t -> t.name().equals(name)
                            && t.pool().filter(p -> !p.podTemplate().isEmpty()).isPresent());
            if (overlaid) {
                applier.rehearse(StatefulSet.class, set)
                        .map(f -> new StepFailure(
                                f.kind() == StepFailure.Kind.Rejected ? StepFailure.Kind.InvalidPodTemplate : f.kind(),
                                f.object(),
                                "spec.nodePools[" + name + "].podTemplate: " + f.message()))
                        .ifPresent(failures::add);
            }
        }
        return failures;
    }

    private void foundations(
            List<StepFailure> failures,
            ElasticCluster cluster,
            Observation seen,
            Plan plan,
            Credentials credentials,
            List<Revision> revisions) {
        apply(failures, cluster, ServiceAccount.class, NodeServiceAccount.of(cluster));
        secrets(failures, cluster, credentials);
        boolean offer = !plan.bootstrap().offer().isEmpty();
        boolean first = offer
                && seen.configMap(Names.bootstrap(cluster.getMetadata().getName()))
                        .isEmpty();
        if (first) {
            failures.addAll(claimCheck.strangers(cluster));
        }
        if (offer && failures.isEmpty()) {
            apply(
                    failures,
                    cluster,
                    ConfigMap.class,
                    ConfigMaps.bootstrap(cluster, plan.bootstrap().offer()));
        }
        if (cluster.getSpec().placement().zoneKey() != null) {
            apply(failures, cluster, ConfigMap.class, ConfigMaps.zones(cluster, seen.zones()));
        }
        revisions.forEach(r -> apply(failures, cluster, ConfigMap.class, r.configMap()));
        apply(failures, cluster, Service.class, Services.nodes(cluster));
    }

    /** In order, up to the first that cannot be written: a certificate must never be there before its authority. */
    private void secrets(List<StepFailure> failures, ElasticCluster cluster, Credentials credentials) {
        for (Secret secret : credentials.secrets()) {
            Optional<StepFailure> failure = applier.apply(cluster, Secret.class, secret);
            if (failure.isPresent()) {
                failures.add(failure.get());
                return;
            }
        }
    }

    private void surroundings(List<StepFailure> failures, ElasticCluster cluster) {
        apply(failures, cluster, Service.class, Services.http(cluster));
        NetworkPolicy policy = NodeNetworkPolicy.of(cluster);
        if (cluster.getSpec().networkPolicy().disabled()) {
            failures.addAll(effects.deleteOthers(cluster, NetworkPolicy.class, Set.of()));
        } else {
            apply(failures, cluster, NetworkPolicy.class, policy);
        }
    }

    /** What the budgets say stays until Elasticsearch has been asked: a restart of the operator changes nothing. */
    private void budgets(List<StepFailure> failures, ElasticCluster cluster, Observation seen, Plan plan) {
        if (plan.evictionsAllowed().isEmpty()) {
            return;
        }
        List<String> leftovers = seen.statefulSets().stream()
                .map(Observation::poolOf)
                .filter(pool -> cluster.getSpec().pool(pool).isEmpty())
                .toList();
        List<PodDisruptionBudget> budgets =
                DisruptionBudgets.of(cluster, leftovers, plan.evictionsAllowed().get());
        Set<String> names = budgets.stream().map(b -> b.getMetadata().getName()).collect(Collectors.toSet());
        // Those of earlier groups first: Kubernetes evicts no pod that two budgets cover.
        failures.addAll(effects.deleteOthers(cluster, PodDisruptionBudget.class, names));
        budgets.forEach(b -> apply(failures, cluster, PodDisruptionBudget.class, b));
    }

    private <T extends HasMetadata> void apply(
            List<StepFailure> failures, ElasticCluster cluster, Class<T> kind, T wanted) {
        applier.apply(cluster, kind, wanted).ifPresent(failures::add);
    }

    private static Revision revision(ElasticCluster cluster, Observation seen, NodePool pool) {
        return Revision.of(
                cluster,
                pool,
                seen.secureSettings(),
                seen.configMap(Revision.nameOf(cluster, pool, seen.secureSettings())));
    }

    private static Optional<StatefulSet> statefulSet(ElasticCluster cluster, Observation seen, PoolTarget target) {
        Optional<StatefulSet> existing = seen.statefulSet(target.name());
        if (target.pool().isEmpty()) {
            return existing.map(
                    set -> PoolStatefulSet.resized(cluster, target.name(), set, target.replicas(), target.asleep()));
        }
        NodePool pool = target.pool().get();
        return Optional.of(PoolStatefulSet.of(
                cluster, pool, revision(cluster, seen, pool), target.replicas(), target.asleep(), existing));
    }
}
