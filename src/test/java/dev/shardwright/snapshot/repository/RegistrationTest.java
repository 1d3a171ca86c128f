package dev.shardwright.snapshot.repository;

import static dev.shardwright.snapshot.repository.Repositories.bucket;
import static dev.shardwright.snapshot.repository.Repositories.repo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.elasticsearch.RepositoryInfo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private static final S3Credentials KEYS = new S3Credentials(S3Credentials.Type.Static, "keys", null);
    private static final S3Credentials ROLE =
            new S3Credentials(S3Credentials.Type.InstanceRole, null, "arn:aws:iam::1:role/snap");

    @Test
    void aFolderIsRegisteredAsTypeFs() {
        assertThat(Registration.of(
                        repo("r").settings(Map.of("compress", "true")).build()))
                .isEqualTo(new Registration("r", "fs", Map.of("location", "/snap", "compress", "true")));
    }

    @Test
    void aBucketIsRegisteredWithAllThatIsSaidOfIt() {
        Registration registration = Registration.of(repo("r.1")
                .called("archive")
                .s3(bucket("https://minio:9000", "prod", null, KEYS))
                .readOnly(true)
                .build());
        assertThat(registration.name()).isEqualTo("archive");
        assertThat(registration.type()).isEqualTo("s3");
        assertThat(registration.settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bucket", "backups",
                        "base_path", "prod",
                        "region", "eu-west-1",
                        "endpoint", "https://minio:9000",
                        "path_style_access", "true",
                        "client", "r_1",
                        "readonly", "true"));
    }

    @ParameterizedTest(name = "outside {0}, keys of our own {1}, named {2}: {3}")
    @CsvSource({
        "false, true,  ,     r_1",
        "false, true,  mine, mine",
        "false, false, ,     default",
        "true,  true,  ,     default",
        "true,  true,  mine, mine",
    })
    void keysOfOurOwnGoUnderANameOfTheirOwn(boolean outside, boolean keys, String named, String client) {
        assertThat(Registration.of(repo("r.1")
                                .outside(outside)
                                .s3(bucket(null, null, named, keys ? KEYS : null))
                                .build())
                        .settings())
                .containsEntry("client", client);
    }

    @Test
    void aRoleIsPassedOnByServicesOutsideAlone() {
        assertThat(Registration.of(repo("r")
                                .outside(true)
                                .s3(bucket(null, null, null, ROLE))
                                .build())
                        .settings())
                .containsEntry("role_arn", "arn:aws:iam::1:role/snap");
        assertThat(Registration.of(repo("r").s3(bucket(null, null, null, ROLE)).build())
                        .settings())
                .doesNotContainKey("role_arn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket",
                "client",
                "base_path",
                "region",
                "endpoint",
                "path_style_access",
                "role_arn",
                "location",
                "readonly"
            })
    void whatAFieldSaysIsRefusedAmongTheSettings(String key) {
        assertThat(Registration.flaw(repo("r").settings(Map.of(key, "x")).build())
                        .orElseThrow())
                .contains("spec.settings: " + key);
        assertThat(Registration.flaw(repo("r").settings(Map.of("compress", "x")).build()))
                .isEmpty();
    }

    @Test
    void theDigestTellsWhatIsAskedForAndNotItsOrder() {
        Registration one =
                Registration.of(repo("r").settings(Map.of("a", "1", "b", "2")).build());
        Registration same =
                Registration.of(repo("r").settings(Map.of("b", "2", "a", "1")).build());
        assertThat(one.digest()).isEqualTo(same.digest());
        assertThat(one.digest())
                .isNotEqualTo(one.readOnly().digest())
                .isNotEqualTo(Registration.of(
                                repo("s").settings(Map.of("a", "1", "b", "2")).build())
                        .digest());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "fs, /snap,  ,     true",
        "fs, /snap,  true, false",
        "fs, /other, ,     false",
        "s3, /snap,  ,     false",
    })
    void onlyWhoWritesToTheSamePlaceMayGoOnWithIt(String type, String location, String readonly, boolean same) {
        Map<String, String> settings = readonly == null
                ? Map.of("location", location, "more", "x")
                : Map.of("location", location, "readonly", readonly);
        assertThat(Registration.of(repo("r").build())
                        .writesThereToo(new RepositoryInfo(type, Optional.empty(), settings)))
                .isEqualTo(same);
    }

    @Test
    void aDifferenceIsNamedWithoutItsValues() {
        Registration registration = Registration.of(repo("r").build());
        assertThat(registration.difference(Optional.empty())).contains("shows nothing");
        assertThat(registration.difference(
                        Optional.of(new RepositoryInfo("fs", Optional.empty(), Map.of("location", "/else", "z", "1")))))
                .contains("other settings (location, z)")
                .doesNotContain("/else");
    }
}
