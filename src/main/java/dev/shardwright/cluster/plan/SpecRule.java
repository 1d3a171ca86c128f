package dev.shardwright.cluster.plan;

import static java.util.stream.Collectors.joining;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.SecretRef;
import dev.shardwright.cluster.desired.Heap;
import dev.shardwright.cluster.desired.OwnedSettings;
import dev.shardwright.cluster.desired.PodInputs;
import dev.shardwright.cluster.desired.Revision;
import dev.shardwright.cluster.desired.Settings;
import dev.shardwright.cluster.desired.TemplateOverlay;
import dev.shardwright.cluster.observe.Observation;
import dev.shardwright.cluster.observe.VolumeClaims;
import dev.shardwright.support.ElasticVersion;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What a spec must hold before anything is done for it. Admission refuses most of it already; these rules see what
 * admission cannot (inside config, other objects, the running version) and stand in where it is older than the operator.
 */
public enum SpecRule {
    /** A cluster has masters and data nodes. */
    PoolsComplete(SpecRule::poolsComplete),
    /** The version is one that can be run, and the way to it is one that Elasticsearch supports. */
    VersionReachable(SpecRule::versionReachable),
    /** The nodes of a pool that runs stay masters, electable ones, and keep holding shards, if they were and did. */
    RolesKept(SpecRule::rolesKept),
    /** Settings that the operator owns are not set by the user. */
    ConfigNotOwned(SpecRule::configNotOwned),
    /** Memory and heap are quantities, and the heap leaves room. */
    HeapFits(SpecRule::heapFits),
    /** Bounds and targets of autoscaling make sense, and the pool is one that can be scaled. */
    AutoscalingFits((cluster, seen) -> AutoscalingBounds.check(cluster)),
    /** A podTemplate has the shape of a pod template; whether Kubernetes takes it is asked before anything is changed. */
    PodTemplateShaped(SpecRule::podTemplateShaped),
    /** Every Secret of users and roles is there, with the keys that it needs. */
    SecretsPresent(SpecRule::secretsPresent);

    private final BiFunction<ElasticCluster, Observation, List<Problem>> rule;

    SpecRule(BiFunction<ElasticCluster, Observation, List<Problem>> rule) {
        this.rule = rule;
    }

    /** Everything that is wrong with a spec, in the order of the rules. */
    public static List<Problem> check(ElasticCluster cluster, Observation seen) {
        return Stream.of(values())
                .flatMap(r -> r.rule.apply(cluster, seen).stream())
                .toList();
    }

    private static List<Problem> poolsComplete(ElasticCluster cluster, Observation seen) {
        ElasticClusterSpec spec = cluster.getSpec();
        List<Problem> problems = new ArrayList<>();
        if (spec.nodePools().stream()
                .noneMatch(p -> p.isMasterEligible() && !p.roles().contains(NodeRole.VOTING_ONLY))) {
            problems.add(invalid("spec.nodePools: at least one pool needs the role master (without voting_only)"));
        }
        if (spec.nodePools().stream()
                .noneMatch(p -> p.roles().contains(NodeRole.DATA) || p.roles().contains(NodeRole.DATA_CONTENT))) {
            problems.add(invalid("spec.nodePools: at least one pool needs the role data (or data_content)"));
        }
        Set<String> names = new HashSet<>();
        spec.nodePools().stream()
                .filter(p -> !names.add(p.name()))
                .forEach(p -> problems.add(invalid("spec.nodePools: the name " + p.name() + " is there twice")));
        return problems;
    }

    private static List<Problem> versionReachable(ElasticCluster cluster, Observation seen) {
        Optional<ElasticVersion> wanted = ElasticVersion.parse(cluster.getSpec().version());
        if (wanted.isEmpty()) {
            return List.of(invalid("spec.version: " + cluster.getSpec().version() + " is not a version"));
        }
        return running(cluster, seen)
                .flatMap(v -> VersionPath.refusal(v, wanted.get()).stream())
                .findFirst()
                .map(message -> List.of(invalid("spec.version: " + message)))
                .orElse(List.of());
    }

    /** Every version that runs: the highest forbids going back, the lowest forbids going too far. */
    private static Stream<ElasticVersion> running(ElasticCluster cluster, Observation seen) {
        Stream<String> recorded = Stream.ofNullable(cluster.getStatus()).flatMap(s -> Stream.ofNullable(s.version()));
        Stream<String> reported = seen.elasticsearch().known().stream()
                .flatMap(k -> k.nodes().stream())
                .flatMap(n -> n.version().stream());
        return Stream.concat(recorded, reported).flatMap(v -> ElasticVersion.parse(v).stream());
    }

    /** A node without the role refuses to start over what it holds; a drain is what takes that away. */
    private static List<Problem> rolesKept(ElasticCluster cluster, Observation seen) {
        List<Problem> problems = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            seen.statefulSet(pool.name())
                    .filter(set -> seen.claims().stream().anyMatch(c -> isOf(c, pool.name())))
                    .flatMap(set -> lost(set, pool, cluster, seen))
                    .ifPresent(lost -> problems.add(invalid("spec.nodePools[" + pool.name()
                            + "].roles: the nodes of this pool " + lost + ". Add a pool with the new roles and remove"
                            + " this one: it is emptied first")));
        }
        return problems;
    }

    /** What the nodes of a pool are, and would not be any more. */
    private static Optional<String> lost(StatefulSet set, NodePool pool, ElasticCluster cluster, Observation seen) {
        Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();
        if (labels.containsKey(Labels.HOLDS_SHARDS) && !pool.holdsShards()) {
            return Optional.of("hold shards, and a node that no longer may does not start over them");
        }
        boolean masters = labels.containsKey(Labels.MASTER_ELIGIBLE);
        if (masters && !pool.isMasterEligible()) {
            return Optional.of("vote, and a node that no longer may does not start over what it has voted for");
        }
        if (!masters || !pool.roles().contains(NodeRole.VOTING_ONLY)) {
            return Optional.empty();
        }
        // A record that is gone leaves open whether they could be elected.
        boolean onlyVoted = seen.configMap(
                        Names.revision(cluster.getMetadata().getName(), pool.name(), Observation.revisionOf(set)))
                .filter(revision -> Revision.roles(revision).contains(NodeRole.VOTING_ONLY.word()))
                .isPresent();
        // The digest is made last: it takes longer than all the rest.
        boolean lost = !onlyVoted
                && !Observation.revisionOf(set)
                        .equals(PodInputs.of(cluster, pool, seen.secureSettings())
                                .revision());
        return lost
                ? Optional.of("can be elected master, and nobody could be if all of them only voted")
                : Optional.empty();
    }

    private static boolean isOf(PersistentVolumeClaim claim, String pool) {
        return pool.equals(claim.getMetadata().getLabels().get(Labels.POOL)) && VolumeClaims.isLabelled(claim);
    }

    private static List<Problem> configNotOwned(ElasticCluster cluster, Observation seen) {
        boolean zones = cluster.getSpec().placement().zoneKey() != null;
        List<Problem> problems =
                new ArrayList<>(owned("spec.config", cluster.getSpec().config(), zones));
        cluster.getSpec()
                .nodePools()
                .forEach(p -> problems.addAll(owned("spec.nodePools[" + p.name() + "].config", p.config(), zones)));
        return problems;
    }

    private static List<Problem> owned(String field, Map<String, Object> config, boolean zones) {
        return Settings.flatten(config).keySet().stream()
                .flatMap(key -> OwnedSettings.why(key, zones)
                        .map(why -> invalid(field + ": " + key + " is set by the operator: " + why + "; remove it"))
                        .stream())
                .toList();
    }

    private static List<Problem> heapFits(ElasticCluster cluster, Observation seen) {
        List<Problem> problems = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            String field = "spec.nodePools[" + pool.name() + "]";
            Optional<Long> limit = Heap.limitBytes(pool);
            Optional<Long> heap = Heap.mebibytes(pool);
            if (limit.isEmpty() || heap.isEmpty()) {
                problems.add(invalid(field + ": resources.limits.memory or heap is not a quantity such as 2Gi"));
            } else if (heap.get() * 1024 * 1024 >= limit.get()) {
                problems.add(invalid(field + ".heap: " + heap.get() + "Mi of heap do not fit into a memory limit of "
                        + limit.get() / 1024 / 1024 + "Mi: Elasticsearch needs about as much again outside the heap"));
            } else if (heap.get() < 1) {
                problems.add(invalid(field + ".heap: less than 1Mi"));
            }
        }
        return problems;
    }

    private static List<Problem> podTemplateShaped(ElasticCluster cluster, Observation seen) {
        List<Problem> problems = new ArrayList<>();
        for (NodePool pool : cluster.getSpec().nodePools()) {
            boolean taken = pool.podTemplate().isEmpty()
                    || seen.configMap(Revision.nameOf(cluster, pool, seen.secureSettings()))
                            .isPresent();
            if (taken) {
                continue;
            }
            TemplateOverlay.flaw(pool.podTemplate())
                    .ifPresent(flaw -> problems.add(new Problem(
                            Problem.Reason.InvalidPodTemplate,
                            "spec.nodePools[" + pool.name() + "].podTemplate: " + flaw)));
        }
        return problems;
    }

    private static List<Problem> secretsPresent(ElasticCluster cluster, Observation seen) {
        ElasticClusterSpec spec = cluster.getSpec();
        List<Problem> problems = new ArrayList<>();
        require(problems, seen, "spec.auth.users", spec.auth().users(), List.of("username", "password"));
        require(problems, seen, "spec.auth.roles", spec.auth().roles(), List.of("roles.yml"));
        return problems;
    }

    private static void require(
            List<Problem> problems, Observation seen, String field, List<SecretRef> refs, List<String> keys) {
        for (SecretRef ref : refs) {
            Optional<Secret> secret = seen.userSecrets().getOrDefault(ref.secretName(), Optional.empty());
            if (secret.isEmpty()) {
                problems.add(new Problem(
                        Problem.Reason.SecretMissing,
                        field + ": there is no Secret " + ref.secretName()
                                + " in this namespace: create it or remove the entry"));
                continue;
            }
            Map<String, String> data =
                    Optional.ofNullable(secret.get().getData()).orElse(Map.of());
            String missing = keys.stream().filter(k -> !data.containsKey(k)).collect(joining(", "));
            if (!missing.isEmpty()) {
                problems.add(new Problem(
                        Problem.Reason.SecretMissing,
                        field + ": Secret " + ref.secretName() + " lacks the key " + missing));
            }
        }
    }

    private static Problem invalid(String message) {
        return new Problem(Problem.Reason.InvalidSpec, message);
    }
}
