package dev.shardwright.e2e.harness;

import java.util.Locale;
import java.util.Optional;

/** The images of dev/images that only some tests need. */
enum TestImage {
    S3PROXY("shardwright.dev/test/s3proxy:4.1.0"),
    OPENSEARCH("shardwright.dev/test/opensearch:3.6.0");

    private final String reference;

    TestImage(String reference) {
        this.reference = reference;
    }

    /**
     * What to write into a pod. The nodes of the local Kubernetes are given the image when they are not known to have it;
     * on another one it has to be there, or elsewhere under the name that E2E_S3PROXY_IMAGE or E2E_OPENSEARCH_IMAGE says.
     */
    String onNodes() {
        Optional<String> elsewhere = Optional.ofNullable(System.getenv("E2E_" + name() + "_IMAGE"));
        if (elsewhere.isEmpty() && LocalKubernetes.isTarget()) {
            LocalKubernetes.load(name().toLowerCase(Locale.ROOT));
        }
        return elsewhere.orElse(reference);
    }
}
