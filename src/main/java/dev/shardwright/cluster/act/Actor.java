package dev.shardwright.cluster.act;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.cluster.credentials.Credentials;
import dev.shardwright.cluster.desired.DisruptionBudgets;
import dev.shardwright.cluster.observe.ElasticsearchSteps;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.PoolTarget;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        PoolObjects pools = new PoolObjects(cluster, seen);
        List<StepFailure> failures = new ArrayList<>(rehearse(plan, pools));
        if (!failures.isEmpty()) {
            if (plan.mayKeepUp()) {
                failures.addAll(keepUp(cluster, seen, plan, credentials));
            }
            return List.copyOf(failures);
        }
        // Pods need all of these to start; a first master that starts before the bootstrap offer would miss it.
        foundations(failures, cluster, seen, plan, credentials, pools);
        if (failures.isEmpty()) {
            plan.pools().stream()
                    .flatMap(target -> pools.statefulSet(target).stream())
                    .forEach(set -> apply(failures, cluster, set));
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
    private List<StepFailure> rehearse(Plan plan, PoolObjects pools) {
        List<StepFailure> failures = new ArrayList<>();
        for (PoolTarget target : plan.pools()) {
            boolean overlaid =
                    target.pool().filter(p -> !p.podTemplate().isEmpty()).isPresent();
            if (overlaid) {
                pools.statefulSet(target)
                        .flatMap(applier::rehearse)
                        .map(f -> new StepFailure(
                                f.kind() == StepFailure.Kind.Rejected ? StepFailure.Kind.InvalidPodTemplate : f.kind(),
                                f.object(),
                                "spec.nodePools[" + target.name() + "].podTemplate: " + f.message()))
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
            PoolObjects pools) {
        ClusterObjects objects = new ClusterObjects(cluster);
        apply(failures, cluster, objects.serviceAccount());
        secrets(failures, cluster, credentials);
        boolean offer = !plan.bootstrap().offer().isEmpty();
        boolean first = offer
                && seen.configMap(Names.bootstrap(cluster.getMetadata().getName()))
                        .isEmpty();
        if (first) {
            failures.addAll(claimCheck.strangers(cluster));
        }
        if (offer && failures.isEmpty()) {
            apply(failures, cluster, objects.bootstrap(plan.bootstrap().offer()));
        }
        if (cluster.getSpec().placement().zoneKey() != null) {
            apply(failures, cluster, objects.zones(seen.zones()));
        }
        plan.pools().stream()
                .flatMap(target -> pools.revision(target).stream())
                .forEach(revision -> apply(failures, cluster, revision));
        apply(failures, cluster, objects.nodesService());
    }

    /** In order, up to the first that cannot be written: a certificate must never be there before its authority. */
    private void secrets(List<StepFailure> failures, ElasticCluster cluster, Credentials credentials) {
        for (Secret secret : credentials.secrets()) {
            Optional<StepFailure> failure = applier.apply(cluster, Wanted.of(Secret.class, secret));
            if (failure.isPresent()) {
                failures.add(failure.get());
                return;
            }
        }
    }

    private void surroundings(List<StepFailure> failures, ElasticCluster cluster) {
        ClusterObjects objects = new ClusterObjects(cluster);
        apply(failures, cluster, objects.httpService());
        if (cluster.getSpec().networkPolicy().disabled()) {
            failures.addAll(effects.deleteOthers(cluster, NetworkPolicy.class, Set.of()));
        } else {
            apply(failures, cluster, objects.networkPolicy());
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
        Map<String, List<String>> budgets = DisruptionBudgets.pools(cluster, leftovers);
        // Those of earlier groups first: Kubernetes evicts no pod that two budgets cover.
        failures.addAll(effects.deleteOthers(cluster, PodDisruptionBudget.class, budgets.keySet()));
        ClusterObjects objects = new ClusterObjects(cluster);
        boolean allowed = plan.evictionsAllowed().get();
        budgets.forEach((name, pools) -> apply(failures, cluster, objects.budget(name, pools, allowed)));
    }

    private void apply(List<StepFailure> failures, ElasticCluster cluster, Wanted<?> wanted) {
        applier.apply(cluster, wanted).ifPresent(failures::add);
    }
}
