package dev.shardwright.simulation.story;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.Http;
import dev.shardwright.api.HttpTls;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.api.Storage;
import dev.shardwright.api.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A spec with one thing changed. */
record SpecEditor(ElasticClusterSpec spec) {

    ElasticClusterSpec pools(List<NodePool> pools) {
        return with(spec.version(), spec.image(), pools, spec.config(), spec.update(), spec.paused(), spec.hibernate());
    }

    ElasticClusterSpec pool(NodePool old, UnaryOperator<NodePool> change) {
        return pools(spec.nodePools().stream()
                .map(p -> p.equals(old) ? change.apply(p) : p)
                .toList());
    }

    ElasticClusterSpec plus(NodePool pool) {
        List<NodePool> pools = new ArrayList<>(spec.nodePools());
        pools.add(pool);
        return pools(pools);
    }

    ElasticClusterSpec minus(NodePool pool) {
        return pools(spec.nodePools().stream().filter(p -> !p.equals(pool)).toList());
    }

    ElasticClusterSpec instead(NodePool old, NodePool... pools) {
        Stream<NodePool> others = spec.nodePools().stream().filter(p -> !p.equals(old));
        return pools(Stream.concat(others, Stream.of(pools)).toList());
    }

    ElasticClusterSpec version(String version) {
        return with(
                version, spec.image(), spec.nodePools(), spec.config(), spec.update(), spec.paused(), spec.hibernate());
    }

    ElasticClusterSpec image(String image) {
        return with(
                spec.version(), image, spec.nodePools(), spec.config(), spec.update(), spec.paused(), spec.hibernate());
    }

    ElasticClusterSpec config(Map<String, Object> config) {
        return with(
                spec.version(), spec.image(), spec.nodePools(), config, spec.update(), spec.paused(), spec.hibernate());
    }

    ElasticClusterSpec surge(int nodes) {
        Update u = spec.update();
        return with(
                spec.version(),
                spec.image(),
                spec.nodePools(),
                spec.config(),
                new Update(u.maxUnavailable(), nodes, u.restartTrigger(), u.ignoreRules()),
                spec.paused(),
                spec.hibernate());
    }

    ElasticClusterSpec restartTrigger(String text) {
        Update u = spec.update();
        return with(
                spec.version(),
                spec.image(),
                spec.nodePools(),
                spec.config(),
                new Update(u.maxUnavailable(), u.maxSurge(), text, u.ignoreRules()),
                spec.paused(),
                spec.hibernate());
    }

    ElasticClusterSpec paused(boolean paused) {
        return with(
                spec.version(), spec.image(), spec.nodePools(), spec.config(), spec.update(), paused, spec.hibernate());
    }

    ElasticClusterSpec hibernate(boolean hibernate) {
        return with(
                spec.version(), spec.image(), spec.nodePools(), spec.config(), spec.update(), spec.paused(), hibernate);
    }

    ElasticClusterSpec httpCertificate(String secretName) {
        Http http = new Http(new HttpTls(secretName, null), spec.http().service());
        return with(
                spec.version(),
                spec.image(),
                spec.nodePools(),
                spec.config(),
                http,
                spec.update(),
                spec.paused(),
                spec.hibernate());
    }

    /** The same nodes by another name and with other roles. */
    static NodePool roles(NodePool p, String name, List<NodeRole> roles) {
        return new NodePool(
                name, p.replicas(), roles, p.resources(), p.heap(), p.storage(), p.config(), p.podTemplate());
    }

    static NodePool replicas(NodePool p, int replicas) {
        return new NodePool(
                p.name(), replicas, p.roles(), p.resources(), p.heap(), p.storage(), p.config(), p.podTemplate());
    }

    static NodePool named(NodePool p, String name) {
        return new NodePool(
                name, p.replicas(), p.roles(), p.resources(), p.heap(), p.storage(), p.config(), p.podTemplate());
    }

    /** With so many gibibytes more of storage. */
    static NodePool grown(NodePool p, int more) {
        int now = Integer.parseInt(p.storage().size().replace("Gi", ""));
        return new NodePool(
                p.name(),
                p.replicas(),
                p.roles(),
                p.resources(),
                p.heap(),
                new Storage(now + more + "Gi", p.storage().storageClassName()),
                p.config(),
                p.podTemplate());
    }

    static NodePool config(NodePool p, Map<String, Object> config) {
        return new NodePool(
                p.name(), p.replicas(), p.roles(), p.resources(), p.heap(), p.storage(), config, p.podTemplate());
    }

    static NodePool podTemplate(NodePool p, Map<String, Object> template) {
        return new NodePool(
                p.name(), p.replicas(), p.roles(), p.resources(), p.heap(), p.storage(), p.config(), template);
    }

    private ElasticClusterSpec with(
            String version,
            String image,
            List<NodePool> pools,
            Map<String, Object> config,
            Update update,
            boolean paused,
            boolean hibernate) {
        return with(version, image, pools, config, spec.http(), update, paused, hibernate);
    }

    private ElasticClusterSpec with(
            String version,
            String image,
            List<NodePool> pools,
            Map<String, Object> config,
            Http http,
            Update update,
            boolean paused,
            boolean hibernate) {
        return new ElasticClusterSpec(
                version,
                image,
                pools,
                config,
                spec.placement(),
                spec.kernel(),
                http,
                spec.auth(),
                spec.secureSettings(),
                update,
                paused,
                hibernate,
                spec.certificates(),
                spec.volumeRetention(),
                spec.networkPolicy());
    }
}
