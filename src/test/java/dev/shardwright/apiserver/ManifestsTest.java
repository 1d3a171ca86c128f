package dev.shardwright.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl apply -k deploy/manifests} installs the operator, with the rights that it needs and no others. */
class ManifestsTest {
    private static final String NAMESPACE = "shardwright-system";
    private static final String SERVICE_ACCOUNT = "shardwright-operator";

    private static ApiServer server;
    private static Kubectl installed;

    @BeforeAll
    static void install() {
        server = ApiServer.shared();
        installed = server.kubectl(
                "apply", "--server-side", "--force-conflicts", "--warnings-as-errors", "-k", "deploy/manifests");
    }

    @Test
    void installsWithoutWarning() {
        assertThat(installed.output())
                .contains("deployment.apps/shardwright-operator serverside-applied")
                .doesNotContain("Warning");
        assertThat(installed.exitCode()).isZero();
    }

    @Test
    void installsEveryCrd() throws IOException {
        String list = Files.readString(Path.of("deploy/crds/kustomization.yaml"));
        try (Stream<Path> files = Files.list(Path.of("deploy/crds"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !"kustomization.yaml".equals(name)))
                    .isNotEmpty()
                    .allMatch(list::contains);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch elasticclusters.shardwright.dev",
                "patch elasticclusters.shardwright.dev/status",
                "create elasticclusters.shardwright.dev",
                "delete elasticclusters.shardwright.dev",
                "patch snapshotrepositories.shardwright.dev",
                "patch snapshotrepositories.shardwright.dev/status",
                "create snapshotrepositories.shardwright.dev",
                "delete snapshotrepositories.shardwright.dev",
                "patch snapshots.shardwright.dev",
                "patch snapshots.shardwright.dev/status",
                "create snapshots.shardwright.dev",
                "delete snapshots.shardwright.dev",
                "patch restores.shardwright.dev",
                "patch restores.shardwright.dev/status",
                "create restores.shardwright.dev",
                "delete restores.shardwright.dev",
                "watch snapshotschedules.shardwright.dev",
                "patch snapshotschedules.shardwright.dev/status",
                "create statefulsets.apps",
                "patch statefulsets.apps",
                "delete statefulsets.apps",
                "create secrets",
                "patch services",
                "delete configmaps",
                "delete pods",
                "delete poddisruptionbudgets.policy",
                "delete networkpolicies.networking.k8s.io",
                "patch persistentvolumeclaims",
                "create events",
                "watch events",
                "create events.events.k8s.io"
            })
    void operatorMayInAnyNamespace(String right) {
        assertThat(isAllowed(right, "default")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update elasticclusters.shardwright.dev",
                "patch elasticclusters.shardwright.dev",
                "deletecollection elasticclusters.shardwright.dev",
                "patch snapshotschedules.shardwright.dev",
                "create snapshotschedules.shardwright.dev",
                "delete snapshotschedules.shardwright.dev",
                "deletecollection snapshots.shardwright.dev",
                "delete secrets",
                "create persistentvolumeclaims",
                "delete persistentvolumeclaims",
                "delete persistentvolumes",
                "create pods",
                "create pods/exec",
                "delete nodes",
                "get leases.coordination.k8s.io",
                "create clusterroles.rbac.authorization.k8s.io",
                "update customresourcedefinitions.apiextensions.k8s.io"
            })
    void operatorMayNot(String right) {
        assertThat(isAllowed(right, "default")).isFalse();
    }

    /** Another way to install it, with more rights: nobody has them who has not asked for them. */
    @Test
    void reloadOfSecureSettingsAsksForTheRightsItNeeds() {
        Kubectl rendered = server.kubectl("kustomize", "deploy/secure-settings-reload");
        assertThat(rendered.exitCode()).as(rendered.output()).isZero();
        assertThat(rendered.output()).contains("SECURE_SETTINGS_RELOAD", "pods/exec");
        assertThat(server.kubectl("kustomize", "deploy/manifests").output())
                .doesNotContain("SECURE_SETTINGS_RELOAD", "pods/exec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "create", "update", "patch"})
    void operatorMayHoldItsLease(String verb) {
        assertThat(isAllowed(verb + " leases.coordination.k8s.io", NAMESPACE)).isTrue();
    }

    /** A right is a verb and a resource, with its group after a dot and its subresource after a slash. */
    private static boolean isAllowed(String right, String namespace) {
        String[] parts = right.split("[ /]", -1);
        int dot = parts[1].indexOf('.');
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(parts[0])
                .withResource(dot < 0 ? parts[1] : parts[1].substring(0, dot))
                .withGroup(dot < 0 ? "" : parts[1].substring(dot + 1))
                .withSubresource(parts.length > 2 ? parts[2] : "")
                .endResourceAttributes()
                .endSpec()
                .build();
        try (KubernetesClient operator = server.clientAs(NAMESPACE, SERVICE_ACCOUNT)) {
            return operator.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(question)
                    .getStatus()
                    .getAllowed();
        }
    }
}
