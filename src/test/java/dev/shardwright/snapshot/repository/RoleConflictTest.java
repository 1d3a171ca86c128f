package dev.shardwright.snapshot.repository;

import static dev.shardwright.snapshot.repository.Repositories.bucket;
import static dev.shardwright.snapshot.repository.Repositories.repo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.S3Credentials;
import dev.shardwright.api.snapshot.SnapshotRepository;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleConflictTest {
    private static Repositories asking(String name, S3Credentials.Type type, String role) {
        String secret = type == S3Credentials.Type.Static ? "keys" : null;
        return repo(name).s3(bucket(null, name, null, new S3Credentials(type, secret, role)));
    }

    private static Repositories identity(String name, String role) {
        return asking(name, S3Credentials.Type.WebIdentity, role);
    }

    @Test
    void theYoungerOneIsToldBothRolesAndTheOlderOneGoesOn() {
        SnapshotRepository older = identity("a", "arn:1").age(60).build();
        SnapshotRepository mine = identity("mine", "arn:2").build();

        assertThat(RoleConflict.of(older, List.of(mine, older))).isEmpty();
        assertThat(RoleConflict.of(mine, List.of(mine, older)))
                .contains(
                        "asks for the role arn:2, but the pods of es take on the role arn:1, which SnapshotRepository a"
                                + " asks for and was there first: pods have one role. Way out: allow that role to use this bucket"
                                + " too and set s3.credentials.roleArn to it; or give this one keys (s3.credentials.type: Static);"
                                + " or make it for an ElasticCluster of its own");
    }

    @Test
    void aRoleThatTheServiceAccountBringsIsAnotherOne() {
        SnapshotRepository older = identity("a", null).age(60).build();
        SnapshotRepository mine = identity("mine", "arn:2").build();

        assertThat(RoleConflict.of(mine, List.of(mine, older)).orElseThrow())
                .contains("take on the role of their service account", "leave out s3.credentials.roleArn");
    }

    @ParameterizedTest(name = "{0} {1} beside the older {2} {3}: {4}")
    @CsvSource({
        "WebIdentity,  arn:2, WebIdentity,  arn:1, true",
        "WebIdentity,  arn:2, WebIdentity,  arn:2, false",
        "WebIdentity,  ,      WebIdentity,  arn:1, false",
        "WebIdentity,  ,      WebIdentity,  ,      false",
        "WebIdentity,  arn:2, InstanceRole, arn:1, false",
        "WebIdentity,  arn:2, Static,       arn:1, false",
        "InstanceRole, arn:2, WebIdentity,  arn:1, false",
        "Static,       arn:2, WebIdentity,  arn:1, false",
    })
    void onlyTwoRolesOfPodsAreOneTooMany(
            S3Credentials.Type mineIs,
            String mineAsks,
            S3Credentials.Type olderIs,
            String olderAsks,
            boolean conflict) {
        SnapshotRepository older = asking("a", olderIs, olderAsks).age(60).build();
        SnapshotRepository mine = asking("mine", mineIs, mineAsks).build();
        assertThat(RoleConflict.of(mine, List.of(older, mine)).isPresent()).isEqualTo(conflict);
    }

    @ParameterizedTest(name = "in namespace {0}, outside {1}")
    @CsvSource({"else, false", "ns, true"})
    void podsOfAnotherClusterHaveARoleOfTheirOwn(String namespace, boolean outside) {
        SnapshotRepository older =
                identity("a", "arn:1").in(namespace).outside(outside).age(60).build();
        SnapshotRepository mine = identity("mine", "arn:2").build();
        assertThat(RoleConflict.of(mine, List.of(mine, older))).isEmpty();
    }

    @Test
    void whatIsBeingDeletedAsksForNothingAnyMore() {
        SnapshotRepository going = identity("a", "arn:1").age(60).build();
        going.getMetadata().setDeletionTimestamp("2026-05-01T12:00:00Z");
        SnapshotRepository mine = identity("mine", "arn:2").build();
        assertThat(RoleConflict.of(mine, List.of(mine, going))).isEmpty();
    }

    /** Applied from one file, two are equally old: the same one must count for the pods and for the message. */
    @Test
    void ofTwoMadeInTheSameSecondTheFirstByNameCounts() {
        SnapshotRepository a = identity("a", "arn:1").build();
        SnapshotRepository b = identity("b", "arn:2").build();
        assertThat(RoleConflict.of(a, List.of(b, a))).isEmpty();
        assertThat(RoleConflict.of(b, List.of(b, a)).orElseThrow()).contains("SnapshotRepository a");
    }
}
