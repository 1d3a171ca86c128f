package dev.shardwright.cluster.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.ElasticCluster;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.cluster.Fixtures;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods as the documentation of repository-s3 asks for them, in the clusters that need it and in no others. */
class WebIdentityTest {
    private static final String FOLDER = "/usr/share/elasticsearch/config/repository-s3";
    private static final String ROLE = "arn:aws:iam::1:role/backup";

    @Test
    void tokenIsWhereThePluginLooksForIt() {
        PodTemplateSpec template = template(WebIdentity.in(
                Fixtures.cluster(), List.of(repository("s3", "{type: WebIdentity, roleArn: '" + ROLE + "'}"))));

        Container elasticsearch = elasticsearch(template);
        assertThat(variables(elasticsearch))
                .containsEntry("AWS_ROLE_ARN", ROLE)
                .containsEntry("AWS_ROLE_SESSION_NAME", "es")
                .containsEntry("AWS_WEB_IDENTITY_TOKEN_FILE", FOLDER + "/aws-web-identity-token-file");
        VolumeMount mount = elasticsearch.getVolumeMounts().stream()
                .filter(m -> m.getMountPath().equals(FOLDER))
                .findFirst()
                .orElseThrow();
        assertThat(mount.getReadOnly()).isTrue();
        Volume volume = template.getSpec().getVolumes().stream()
                .filter(v -> v.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow();
        ServiceAccountTokenProjection token =
                volume.getProjected().getSources().getFirst().getServiceAccountToken();
        assertThat(token.getAudience()).isEqualTo("sts.amazonaws.com");
        assertThat(token.getPath()).isEqualTo("aws-web-identity-token-file");
    }

    /** The webhook of EKS sets it from the annotation of the service account. */
    @Test
    void roleMayComeFromElsewhere() {
        PodTemplateSpec template =
                template(WebIdentity.in(Fixtures.cluster(), List.of(repository("s3", "{type: WebIdentity}"))));
        assertThat(variables(elasticsearch(template)))
                .doesNotContainKey("AWS_ROLE_ARN")
                .containsKey("AWS_WEB_IDENTITY_TOKEN_FILE");
    }

    /** The second one is told so, and changes no pod. */
    @Test
    void podsHaveTheRoleOfTheFirst() {
        List<SnapshotRepository> both = List.of(
                repository("keys", "{type: Static, secretName: keys}"),
                repository("first", "{type: WebIdentity, roleArn: '" + ROLE + "'}"),
                repository("second", "{type: WebIdentity, roleArn: 'arn:aws:iam::1:role/other'}"));
        assertThat(WebIdentity.decisive(both)).contains(both.get(1));
        assertThat(variables(elasticsearch(template(WebIdentity.in(Fixtures.cluster(), both)))))
                .containsEntry("AWS_ROLE_ARN", ROLE);
    }

    /** Nothing restarts on an upgrade of the operator, nor for a repository that needs nothing of the pods. */
    @ParameterizedTest
    @ValueSource(strings = {"{type: InstanceRole}", "{type: Static, secretName: keys}"})
    void otherCredentialsChangeNoPod(String credentials) {
        ElasticCluster cluster = Fixtures.cluster();
        assertThat(WebIdentity.in(cluster, List.of(repository("s3", credentials))))
                .isSameAs(cluster);
        assertThat(WebIdentity.in(cluster, List.of())).isSameAs(cluster);
    }

    @Test
    void usersHaveTheLastWord() {
        ElasticCluster cluster = Fixtures.cluster(Fixtures.SPEC.replace(
                "roles: [data, ingest]",
                "roles: [data, ingest], podTemplate: {spec: {containers: [{name: elasticsearch, env: [{name:"
                        + " AWS_ROLE_SESSION_NAME, value: mine}, {name: A, value: b}]}]}}"));
        ElasticCluster with =
                WebIdentity.in(cluster, List.of(repository("s3", "{type: WebIdentity, roleArn: '" + ROLE + "'}")));
        NodePool data = with.getSpec().nodePools().stream()
                .filter(p -> !p.podTemplate().isEmpty() && p.holdsShards())
                .findFirst()
                .orElseThrow();
        assertThat(variables(elasticsearch(TemplateOverlay.merge(new PodTemplateSpec(), data.podTemplate()))))
                .containsEntry("AWS_ROLE_SESSION_NAME", "mine")
                .containsEntry("A", "b")
                .containsEntry("AWS_ROLE_ARN", ROLE);
    }

    private static PodTemplateSpec template(ElasticCluster cluster) {
        return TemplateOverlay.merge(
                new PodTemplateSpec(), cluster.getSpec().nodePools().getFirst().podTemplate());
    }

    private static Container elasticsearch(PodTemplateSpec template) {
        return template.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals("elasticsearch"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> variables(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static SnapshotRepository repository(String name, String credentials) {
        return Serialization.unmarshal("""
                apiVersion: shardwright.dev/v1alpha1
                kind: SnapshotRepository
                metadata: {name: %s, namespace: ns}
                spec:
                  clusterRef: {name: es}
                  s3: {bucket: backups, region: eu-central-1, credentials: %s}
                """.formatted(name, credentials), SnapshotRepository.class);
    }
}
