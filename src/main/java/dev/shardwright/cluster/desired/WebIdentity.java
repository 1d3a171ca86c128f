package dev.shardwright.cluster.desired;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.support.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pods need so that the S3 plugin can exchange the token of their service account for a role: the token where the
 * plugin looks for it, and the variables that it reads. Users may still change any of it in a podTemplate.
 */
public final class WebIdentity {
    private static final String VOLUME = "aws-web-identity";
    private static final String FOLDER = "repository-s3";
    private static final String FILE = "aws-web-identity-token-file";
    private static final String AUDIENCE = "sts.amazonaws.com";
    private static final int A_DAY = 86_400;

    private WebIdentity() {}

    /** The cluster as its repositories need it: with the role of the one that decides. */
    public static ElasticCluster in(ElasticCluster asked, List<SnapshotRepository> repositories) {
        Optional<S3Credentials> identity = decisive(repositories).flatMap(WebIdentity::of);
        if (identity.isEmpty()) {
            return asked;
        }
        Map<String, Object> overlay =
                overlay(asked, Optional.ofNullable(identity.get().roleArn()));
        ElasticCluster other = new ElasticCluster();
        other.setMetadata(asked.getMetadata());
        other.setStatus(asked.getStatus());
        other.setSpec(asked.getSpec()
                .withPools(asked.getSpec().nodePools().stream()
                        .map(pool -> with(pool, overlay))
                        .toList()));
        return other;
    }

    /** The one whose identity the pods have: the first of them that asks for one. */
    public static Optional<SnapshotRepository> decisive(List<SnapshotRepository> repositories) {
        return repositories.stream().filter(r -> of(r).isPresent()).findFirst();
    }

    /** The identity that a repository asks of the nodes of its cluster; empty when it asks for none. */
    public static Optional<S3Credentials> of(SnapshotRepository repository) {
        return Optional.ofNullable(repository.getSpec().s3())
                .map(s3 -> s3.credentials())
                .filter(c -> c.type() == S3Credentials.Type.WebIdentity
                        && repository.getSpec().clusterRef() != null);
    }

    private static NodePool with(NodePool pool, Map<String, Object> overlay) {
        return pool.withPodTemplate(TemplateOverlay.compose(overlay, pool.podTemplate()));
    }

    private static Map<String, Object> overlay(ElasticCluster cluster, Optional<String> role) {
        String folder = PodPaths.CONFIG + "/" + FOLDER;
        List<Map<String, Object>> env = new ArrayList<>();
        env.add(Map.of("name", "AWS_WEB_IDENTITY_TOKEN_FILE", "value", folder + "/" + FILE));
        env.add(Map.of(
                "name", "AWS_ROLE_SESSION_NAME", "value", cluster.getMetadata().getName()));
        role.ifPresent(arn -> env.add(Map.of("name", "AWS_ROLE_ARN", "value", arn)));
        Map<String, Object> container = Map.of(
                "name",
                Names.CONTAINER,
                "env",
                env,
                "volumeMounts",
                List.of(Map.of("name", VOLUME, "mountPath", folder, "readOnly", true)));
        Map<String, Object> token = Map.of("audience", AUDIENCE, "expirationSeconds", A_DAY, "path", FILE);
        Map<String, Object> volume =
                Map.of("name", VOLUME, "projected", Map.of("sources", List.of(Map.of("serviceAccountToken", token))));
        return Map.of("spec", Map.of("containers", List.of(container), "volumes", List.of(volume)));
    }
}
