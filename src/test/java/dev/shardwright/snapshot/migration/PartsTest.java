package dev.shardwright.snapshot.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.Conflict;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.RepositoryDeletion;
import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotDeletion;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.Verification;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final Migration PLAIN = Migrations.migration("indices: ['logs-*']");
    private final Parts parts = new Parts(PLAIN);

    @Test
    void thePlaceIsWrittenToByTheSourceAlone() {
        SnapshotRepository source = parts.source();
        SnapshotRepository target = parts.target();
        assertThat(source.getMetadata().getName()).isEqualTo("move-source");
        assertThat(target.getMetadata().getName()).isEqualTo("move-target");
        assertThat(source.getSpec().external().url()).contains("old");
        assertThat(target.getSpec().external().url()).contains("new");
        assertThat(source.getSpec().readOnly()).isFalse();
        assertThat(target.getSpec().readOnly()).isTrue();
        for (SnapshotRepository each : List.of(source, target)) {
            assertThat(each.getSpec().name()).isEqualTo("move");
            assertThat(each.getSpec().fs().location()).isEqualTo("/snap");
            assertThat(each.getSpec().deletionPolicy()).isEqualTo(RepositoryDeletion.Deregister);
            assertThat(parts.own(each)).isTrue();
        }
    }

    @Test
    void aSideMaySeeThePlaceItsOwnWay() {
        Migration migration = Migrations.migration("indices: []");
        Migration s3 = Migrations.over(migration, """
                name: way
                s3: {bucket: b, client: both, credentials: {type: InstanceRole}}
                """, """
                external: {url: "http://new.example.org"}
                s3Client: mine
                s3Credentials: {type: Static, secretName: keys}
                """);
        Parts both = new Parts(s3);
        assertThat(both.source().getSpec().name()).isEqualTo("way");
        assertThat(both.source().getSpec().s3().client()).isEqualTo("both");
        assertThat(both.source().getSpec().s3().credentials().secretName()).isNull();
        assertThat(both.target().getSpec().s3().client()).isEqualTo("mine");
        assertThat(both.target().getSpec().s3().credentials().secretName()).isEqualTo("keys");
        assertThat(both.target().getSpec().s3().bucket()).isEqualTo("b");
        Migration fs = Migrations.over(migration, "fs: {location: /snap}", """
                external: {url: "http://new.example.org"}
                fsLocation: /mnt
                """);
        assertThat(new Parts(fs).source().getSpec().fs().location()).isEqualTo("/snap");
        assertThat(new Parts(fs).target().getSpec().fs().location()).isEqualTo("/mnt");
    }

    @Test
    void theFirstCopyOverwritesNothingAndTheRestOverwritesIt() {
        Restore first = parts.restore(Parts.FIRST);
        Restore rest = parts.restore(3);
        assertThat(first.getMetadata().getName()).isEqualTo("move-copy");
        assertThat(rest.getMetadata().getName()).isEqualTo("move-delta-3");
        assertThat(first.getSpec().conflict()).isEqualTo(Conflict.Fail);
        assertThat(rest.getSpec().conflict()).isEqualTo(Conflict.Overwrite);
        assertThat(rest.getSpec().snapshotRef().name()).isEqualTo("move-delta-3");
        assertThat(rest.getSpec().repositoryRef().name()).isEqualTo("move-target");
        assertThat(rest.getSpec().verification()).isEqualTo(Verification.Counts);
        assertThat(rest.getSpec().dryRun()).isFalse();
        assertThat(rest.getSpec().includeGlobalState()).isFalse();
    }

    @Test
    void snapshotsTakeWhatIsMeantAndNothingElse() {
        Snapshot snapshot = parts.snapshot(Parts.FIRST);
        assertThat(snapshot.getSpec().indices()).containsExactly("logs-*");
        assertThat(snapshot.getSpec().repositoryRef().name()).isEqualTo("move-source");
        assertThat(snapshot.getSpec().includeGlobalState()).isFalse();
        assertThat(snapshot.getSpec().partial()).isFalse();
        assertThat(snapshot.getSpec().ignoreUnavailable()).isFalse();
        assertThat(snapshot.getSpec().samples()).isZero();
        assertThat(snapshot.getSpec().deletionPolicy()).isEqualTo(SnapshotDeletion.Retain);
        Migration sampled = Migrations.migration("verification: CountsAndSamples");
        assertThat(new Parts(sampled).snapshot(1).getSpec().samples()).isPositive();
    }

    @Test
    void whatAnEarlierMigrationOfTheNameMadeIsNotOurs() {
        Migration again = Migrations.migration("indices: ['logs-*']");
        again.getMetadata().setUid("another");
        assertThat(new Parts(again).own(parts.source())).isFalse();
        Snapshot nobodys = parts.snapshot(1);
        nobodys.getMetadata().setOwnerReferences(List.of());
        assertThat(parts.own(nobodys)).isFalse();
    }
}
