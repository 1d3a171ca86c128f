package dev.shardwright.snapshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.External;
import dev.shardwright.api.snapshot.Flavor;
import dev.shardwright.cluster.ClusterDirectory;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.snapshot.site.Sites.Lookup;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {
    private static final String URL = "https://search.example.org/logs";

    private static External external(String credentials, String ca) {
        return new External(URL, credentials, ca, Flavor.OpenSearch);
    }

    private static Map<String, Optional<Secret>> secret(String name, String... entries) {
        SecretBuilder secret =
                new SecretBuilder().withNewMetadata().withName(name).endMetadata();
        for (String entry : entries) {
            String[] parts = entry.split("=", 2);
            secret.addToData(parts[0], Base64.getEncoder().encodeToString(parts[1].getBytes(StandardCharsets.UTF_8)));
        }
        return Map.of(name, Optional.of(secret.build()));
    }

    private static Target found(Lookup lookup) {
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found) lookup).site().target();
    }

    @Test
    void aClusterOutsideIsAskedByItsUrlAndPublicTrust() {
        Target target = found(Sites.find(external(null, null), Map.of()));
        assertThat(target.prefix()).isEqualTo("/logs");
        assertThat(target.authentication()).isEqualTo(new Authentication.None());
        assertThat(target.trust()).isEqualTo(new Trust.Public());
    }

    @Test
    void credentialsAndAuthoritiesComeFromSecrets() {
        assertThat(found(Sites.find(external("c", null), secret("c", "username=me", "password=x")))
                        .authentication())
                .isEqualTo(new Authentication.Basic("me", "x"));
        assertThat(found(Sites.find(external("c", null), secret("c", "apiKey=abc\n")))
                        .authentication())
                .isEqualTo(new Authentication.ApiKey("abc"));
        assertThat(found(Sites.find(external(null, "ca"), secret("ca", "ca.crt=PEM")))
                        .trust())
                .isEqualTo(new Trust.Given(List.of("PEM"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone | password=x   | external.credentialsSecretName: there is no Secret c in this namespace: create it",
                "c    | password=x   | needs the keys username and password, or the key apiKey",
                "c    | username=me  | needs the keys username and password, or the key apiKey",
            })
    void whatIsMissingIsSaidWithTheWayOut(String name, String entry, String message) {
        assertThat(Sites.find(external("c", null), secret(name, entry)))
                .isInstanceOfSatisfying(Lookup.Missing.class, missing -> {
                    assertThat(missing.reason()).isEqualTo("SecretMissing");
                    assertThat(missing.message()).contains(message).doesNotContain("=x");
                });
    }

    @Test
    void anImpossibleUrlOrKeyIsSaidWithoutQuotingIt() {
        assertThat(Sites.find(new External("https://me:secret@host", null, null, null), Map.of()))
                .isInstanceOfSatisfying(Lookup.Missing.class, missing -> {
                    assertThat(missing.reason()).isEqualTo("InvalidSpec");
                    assertThat(missing.message()).doesNotContain("secret@");
                });
        assertThat(Sites.find(external("c", null), secret("c", "apiKey=two words")))
                .isInstanceOf(Lookup.Missing.class);
    }

    @Test
    void anElasticClusterIsAskedOnceItHasFormed() {
        ClusterDirectory clusters = new ClusterDirectory();
        Sites sites = new Sites(clusters);
        assertThat(sites.find("ns", new ClusterRef("es")))
                .isInstanceOfSatisfying(Lookup.Missing.class, missing -> assertThat(missing.reason())
                        .isEqualTo("ClusterMissing"));
    }
}
