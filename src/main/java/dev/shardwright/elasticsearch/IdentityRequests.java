package dev.shardwright.elasticsearch;

import java.util.List;
import java.util.Optional;

/** Who a server is, asked in pieces: for distributions that do not answer at the root of their address. */
final class IdentityRequests {
    static final Request<ServerIdentity> CLUSTER = Request.get(
            "/_cluster/state/version?master_timeout=3s&filter_path=cluster_name,cluster_uuid",
            body -> new ServerIdentity(
                    body.text("cluster_name"),
                    Optional.of(body.text("cluster_uuid")),
                    "",
                    ServerIdentity.Distribution.ELASTICSEARCH));

    /** The master's: it is the one that restores. */
    static final Request<String> VERSION =
            Request.get("/_nodes/_master?timeout=3s&filter_path=nodes.*.version", IdentityRequests::version);

    private IdentityRequests() {}

    static Reply<ServerIdentity> inPieces(CarefulClient client) {
        return client.ask(CLUSTER).then(cluster -> client.ask(VERSION)
                .then(version -> Reply.answer(new ServerIdentity(
                        cluster.clusterName(), cluster.clusterUuid(), version, cluster.distribution()))));
    }

    private static String version(JsonObject body) throws MalformedAnswerException {
        List<JsonObject> nodes = List.copyOf(body.object("nodes").objects().values());
        if (nodes.size() != 1) {
            throw new MalformedAnswerException("it is not about one node");
        }
        return nodes.getFirst().text("version");
    }
}
