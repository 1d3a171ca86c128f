package dev.shardwright.cluster;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePlanStatus;
import dev.shardwright.cluster.act.SecureSettingsLoader;
import dev.shardwright.cluster.observe.CertificateWatch;
import dev.shardwright.cluster.observe.Children;
import dev.shardwright.cluster.observe.ElasticsearchFacts;
import dev.shardwright.cluster.observe.ElasticsearchMonitor;
import dev.shardwright.cluster.observe.ElasticsearchMonitor.Interest;
import dev.shardwright.cluster.observe.RunningNode;
import dev.shardwright.cluster.plan.NodePlan;
import dev.shardwright.cluster.plan.Plan;
import dev.shardwright.cluster.plan.SecureSettingsReload;
import dev.shardwright.elasticsearch.HttpElasticsearch;
import dev.shardwright.elasticsearch.Reply;
import dev.shardwright.elasticsearch.Roles;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a pass leaves running behind it, off the reconcile threads: questions to Elasticsearch and to single nodes. */
final class ClusterWatches {
    private final ElasticsearchMonitor monitor;
    private final CertificateWatch certificates;
    private final Optional<SecureSettingsLoader> loader;
    private final Children children;
    private final ClusterDirectory directory;
    private final WatchPace watchPace = new WatchPace();
    private final ReadingPace readingPace = new ReadingPace();

    /**
     * Watches nothing yet.
     *
     * @param loader    empty when running nodes may not be made to take up secure settings
     * @param directory told of each cluster that can be asked
     */
    ClusterWatches(
            ElasticsearchMonitor monitor,
            CertificateWatch certificates,
            Optional<SecureSettingsLoader> loader,
            Children children,
            ClusterDirectory directory) {
        this.monitor = monitor;
        this.certificates = certificates;
        this.loader = loader;
        this.children = children;
        this.directory = directory;
    }

    /** Follows a cluster as its last pass found it; gives the time until its disks have to be read again, if ever. */
    Optional<Duration> follow(ElasticCluster cluster, Pass.Outcome outcome) {
        Optional<Duration> reading = readingPace.until(ResourceID.fromResource(cluster), outcome.report());
        followElasticsearch(cluster, outcome, reading);
        followCertificates(cluster, outcome);
        loader.ifPresent(l -> loadSecureSettings(l, cluster, outcome));
        return reading;
    }

    void forget(ResourceID id) {
        watchPace.forget(id);
        readingPace.forget(id);
        String namespace = id.getNamespace().orElse("");
        monitor.forget(namespace, id.getName());
        certificates.forget(namespace, id.getName());
        directory.forget(id);
    }

    private void followElasticsearch(ElasticCluster cluster, Pass.Outcome outcome, Optional<Duration> reading) {
        String namespace = cluster.getMetadata().getNamespace();
        String name = cluster.getMetadata().getName();
        // A password that is not stored is not the one that the nodes know.
        boolean stored =
                children.get(Secret.class, namespace, Names.operatorUser(name)).isPresent();
        if (stored && !outcome.seen().statefulSets().isEmpty()) {
            Interest interest = watchPace.of(ResourceID.fromResource(cluster), outcome.plan());
            Target target = Targets.of(cluster, outcome.seen(), outcome.credentials());
            directory.tell(
                    ResourceID.fromResource(cluster),
                    new ClusterDirectory.Entry(
                            cluster.getMetadata().getUid(),
                            outcome.plan().bootstrap().uuid(),
                            keepers(outcome.seen().elasticsearch()),
                            changing(outcome.plan()),
                            target));
            monitor.watch(
                    namespace,
                    name,
                    target,
                    reading.filter(Duration::isZero).isPresent() ? Interest.CHANGING : interest);
        }
    }

    /** The nodes that keep state or shards: those that a repository must serve. */
    private static Set<String> keepers(ElasticsearchFacts facts) {
        return facts.known().stream()
                .flatMap(known -> known.nodes().stream())
                .filter(node -> node.roles().contains("master") || Roles.holdShards(node.roles()))
                .map(ElasticsearchFacts.Node::name)
                .collect(Collectors.toSet());
    }

    private static Optional<String> changing(Plan plan) {
        String nodes = plan.nodes().stream()
                .filter(n -> n.intent() == NodePlanStatus.Intent.Restart || n.intent() == NodePlanStatus.Intent.Remove)
                .map(NodePlan::node)
                .collect(Collectors.joining(", "));
        return nodes.isEmpty() ? Optional.empty() : Optional.of("nodes are to be restarted or removed: " + nodes);
    }

    /** Authorities are replaced by what the nodes are known to have loaded, and by nothing else. */
    private void followCertificates(ElasticCluster cluster, Pass.Outcome outcome) {
        String namespace = cluster.getMetadata().getNamespace();
        String name = cluster.getMetadata().getName();
        if (outcome.credentials().rotating()) {
            Target target = Targets.of(cluster, outcome.seen(), outcome.credentials());
            certificates.ask(
                    namespace,
                    name,
                    RunningNode.of(name, outcome.seen().pods()),
                    node -> ask(target, door -> door.certificates(node)));
        } else {
            certificates.forget(namespace, name);
        }
    }

    /** What is stored, and nothing else: a pod that starts meanwhile has the same. */
    private void loadSecureSettings(SecureSettingsLoader to, ElasticCluster cluster, Pass.Outcome outcome) {
        List<Pod> waiting = SecureSettingsReload.waiting(outcome.seen(), outcome.plan());
        Optional<Secret> settings = children.get(
                Secret.class,
                cluster.getMetadata().getNamespace(),
                Names.secureSettings(cluster.getMetadata().getName()));
        if (waiting.isEmpty() || settings.isEmpty()) {
            return;
        }
        Target target = Targets.of(cluster, outcome.seen(), outcome.credentials());
        to.load(
                outcome.seen().secureSettingsChange().orElseThrow(),
                settings.get(),
                waiting,
                node -> ask(target, door -> door.reloadSecureSettings(node)));
    }

    private static <T> Reply<T> ask(Target target, Function<HttpElasticsearch, Reply<T>> question) {
        try (HttpElasticsearch door = new HttpElasticsearch(target)) {
            return question.apply(door);
        }
    }
}
