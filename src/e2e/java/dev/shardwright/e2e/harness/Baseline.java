package dev.shardwright.e2e.harness;

import dev.shardwright.api.ElasticClusterSpec;
import dev.shardwright.api.NodePool;
import dev.shardwright.api.NodeRole;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** The StatefulSets that somebody without an operator applies for the same cluster. */
public final class Baseline {
    private static final String PASSWORD = "by-hand-only-here";
    private static final int BCRYPT_COST = 10;

    private final String yaml;
    private final Certificates certificates;

    private Baseline(String yaml, Certificates certificates) {
        this.yaml = yaml;
        this.certificates = certificates;
    }

    /** Everything made ready beforehand, as by a person who has prepared it: applying it is all that is left. */
    public static Baseline of(ElasticClusterSpec spec) {
        Certificates certificates = Certificates.create("localhost", "hand-http");
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String hash = OpenBSDBCrypt.generate("2a", PASSWORD.getBytes(StandardCharsets.UTF_8), salt, BCRYPT_COST);
        StringBuilder yaml = new StringBuilder(Template.fill(
                "baseline/cluster.yaml",
                Map.of(
                        "MASTERS", masters(spec),
                        "CA", quoted(certificates.authority()),
                        "CERTIFICATE", quoted(certificates.certificate()),
                        "KEY", quoted(certificates.key()),
                        "USERS", quoted("elastic-hand:" + hash + "\n"),
                        "USERS_ROLES", quoted("superuser:elastic-hand\n"))));
        for (NodePool pool : spec.nodePools()) {
            yaml.append("---\n").append(pool(spec, pool));
        }
        return new Baseline(yaml.toString(), certificates);
    }

    /** Applies it, and gives the door to its Elasticsearch. */
    public Elastic apply(Space space) {
        space.apply(yaml);
        return Elastic.of(
                () -> space.client()
                        .pods()
                        .inNamespace(space.name())
                        .withLabel("app", "hand")
                        .list()
                        .getItems(),
                () -> new PodHttp(space, "elastic-hand", PASSWORD, certificates.authority()));
    }

    private static String pool(ElasticClusterSpec spec, NodePool pool) {
        ResourceRequirements resources = Optional.ofNullable(pool.resources())
                .orElseGet(() -> new ResourceRequirementsBuilder()
                        .addToRequests("memory", new Quantity("2Gi"))
                        .addToLimits("memory", new Quantity("2Gi"))
                        .build());
        Quantity limit = resources.getLimits().get("memory");
        long half = Quantity.getAmountInBytes(limit).longValue() / 2;
        long heap = pool.heap() == null
                ? half
                : Quantity.getAmountInBytes(new Quantity(pool.heap())).longValue();
        return Template.fill(
                "baseline/pool.yaml",
                Map.of(
                        "POOL", pool.name(),
                        "REPLICAS", pool.replicas().toString(),
                        "IMAGE", spec.effectiveImage(),
                        "ROLES", pool.roles().stream().map(NodeRole::word).collect(Collectors.joining(",")),
                        "HEAP", (heap >> 20) + "m",
                        "RESOURCES", Serialization.asJson(resources),
                        "STORAGE", pool.storage().size()));
    }

    private static String masters(ElasticClusterSpec spec) {
        return spec.nodePools().stream()
                .filter(NodePool::isMasterEligible)
                .flatMap(p -> IntStream.range(0, p.replicas()).mapToObj(i -> Names.node("hand", p.name(), i)))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return Serialization.asJson(text);
    }
}
