package dev.shardwright.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Elasticsearch over HTTP. */
public final class HttpElasticsearch implements ElasticsearchConnection {
    private final ClusterClient client;

    /** A door to the cluster at {@code target}; nothing is asked yet. */
    public HttpElasticsearch(Target target) {
        this(target, Limits.STANDARD.usual());
    }

    HttpElasticsearch(Target target, Duration budget) {
        this.client = new ClusterClient(target, new Limits(budget, budget));
    }

    @Override
    public void retarget(Target target) {
        client.retarget(target);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public Reply<ClusterHealth> health() {
        return client.ask(Questions.HEALTH);
    }

    @Override
    public Reply<ClusterView> view() {
        return client.ask(Questions.VIEW);
    }

    @Override
    public Reply<List<NodeVersion>> versions() {
        return client.ask(Questions.VERSIONS);
    }

    @Override
    public Reply<ClusterState> state() {
        return client.ask(Questions.STATE);
    }

    @Override
    public Reply<ClusterSettings> settings() {
        return client.ask(Questions.SETTINGS);
    }

    @Override
    public Reply<List<IndexInfo>> indices() {
        return client.ask(Questions.INDICES);
    }

    @Override
    public Reply<List<NodeDisk>> disks() {
        return client.ask(Questions.DISKS);
    }

    @Override
    public Reply<List<ShardCopy>> shardSizes() {
        return client.ask(Questions.SHARD_SIZES);
    }

    @Override
    public Reply<Shutdowns> shutdowns() {
        return client.ask(Questions.SHUTDOWNS);
    }

    @Override
    public Reply<List<NodeCertificate>> certificates(Endpoint node) {
        return client.askOnly(node, Questions.CERTIFICATES);
    }

    @Override
    public Reply<Done> drain(Set<String> nodeNames) {
        return client.ask(Changes.drain(nodeNames));
    }

    @Override
    public Reply<Done> excludeFromVoting(String nodeName) {
        return client.ask(Changes.excludeFromVoting(nodeName));
    }

    @Override
    public Reply<Done> clearVotingExclusions() {
        return client.ask(Changes.CLEAR_VOTING_EXCLUSIONS);
    }

    @Override
    public Reply<Done> registerRestart(String nodeId, String reason) {
        return client.ask(Changes.registerRestart(nodeId, reason));
    }

    @Override
    public Reply<Done> forgetShutdown(String nodeId) {
        return client.ask(Changes.forgetShutdown(nodeId));
    }

    @Override
    public Reply<Done> reloadSecureSettings(String nodeName) {
        return client.ask(Changes.reloadSecureSettings(nodeName));
    }
}
