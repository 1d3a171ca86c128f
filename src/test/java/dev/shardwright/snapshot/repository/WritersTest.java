package dev.shardwright.snapshot.repository;

import static dev.shardwright.snapshot.repository.Repositories.bucket;
import static dev.shardwright.snapshot.repository.Repositories.repo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.elasticsearch.SnapshotInfo;
import dev.shardwright.snapshot.Marks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritersTest {
    private static Repositories in(String endpoint, String path) {
        return repo("mine").s3(bucket(endpoint, path, null, null));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "https://minio:9000,               http://MINIO:9000/,            true",
        "https://minio:9000,               https://minio:9001,            false",
        ",                                 https://s3.amazonaws.com,      true",
        ",                                 s3.eu-west-1.amazonaws.com,    true",
        ",                                 https://minio:9000,            false",
        "https://s3-us-west-2.amazonaws.com, https://s3.dualstack.us-west-2.amazonaws.com, true",
    })
    void theSameBucketIsTheSamePlace(String mine, String other, boolean same) {
        SnapshotRepository older = repo("other")
                .in("else")
                .age(60)
                .s3(bucket(other, "p", null, null))
                .build();
        assertThat(Writers.other(in(mine, "p").build(), List.of(older)).isPresent())
                .isEqualTo(same);
        assertThat(Writers.other(in(mine, "q").build(), List.of(older))).isEmpty();
    }

    @Test
    void theOlderOneGoesOn() {
        SnapshotRepository older =
                repo("a").in("else").age(60).s3(bucket(null, null, null, null)).build();
        SnapshotRepository mine = in(null, null).build();
        assertThat(Writers.other(mine, List.of(mine, older)).orElseThrow()).contains("SnapshotRepository else/a");
        assertThat(Writers.other(older, List.of(mine, older))).isEmpty();
    }

    @Test
    void whoOnlyReadsOrGoesIsNoWriter() {
        Repositories older = repo("a").in("else").age(60).s3(bucket(null, null, null, null));
        assertThat(Writers.other(
                        in(null, null).build(), List.of(older.readOnly(true).build())))
                .isEmpty();
        SnapshotRepository going = older.build();
        going.getMetadata().setDeletionTimestamp("2026-05-01T12:00:00Z");
        assertThat(Writers.other(in(null, null).build(), List.of(going))).isEmpty();
    }

    @Test
    void ofSeveralTheSameOneIsToldEachTime() {
        SnapshotRepository a =
                repo("a").in("else").age(60).s3(bucket(null, null, null, null)).build();
        SnapshotRepository b =
                repo("b").in("else").age(90).s3(bucket(null, null, null, null)).build();
        SnapshotRepository mine = in(null, null).build();
        assertThat(Writers.other(mine, List.of(a, b))).isEqualTo(Writers.other(mine, List.of(b, a)));
    }

    @ParameterizedTest(name = "outside {0}, namespace {1}, called {2}: {3}")
    @CsvSource({
        "false, ns,   ,      false",
        "false, ns,   mine,  true",
        "false, else, mine,  false",
        "true,  ns,   mine,  true",
        "true,  else, mine,  true",
        "true,  else, other, false",
    })
    void oneNameOnOneClusterIsOfTheOlderOne(boolean outside, String namespace, String called, boolean taken) {
        SnapshotRepository mine = repo("mine").outside(outside).build();
        SnapshotRepository older = repo("older")
                .in(namespace)
                .outside(outside)
                .called(called)
                .age(60)
                .build();
        assertThat(Writers.namesake(mine, List.of(mine, older)).isPresent()).isEqualTo(taken);
        assertThat(Writers.namesake(older, List.of(mine, older))).isEmpty();
    }

    @Test
    void aSnapshotOfAnotherClusterTellsOfAnotherWriter() {
        assertThat(Writers.stranger(List.of(snapshot(Map.of())), "me")).isEmpty();
        assertThat(Writers.stranger(List.of(snapshot(Map.of(Marks.CLUSTER, "me"))), "me"))
                .isEmpty();
        assertThat(Writers.stranger(List.of(snapshot(Map.of(Marks.CLUSTER, "you"))), "me")
                        .orElseThrow())
                .contains("snapshot s", "(you)", "allowSecondWriter");
    }

    private static SnapshotInfo snapshot(Map<String, String> metadata) {
        return new SnapshotInfo(
                "s",
                "u",
                SnapshotInfo.State.SUCCESS,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SnapshotInfo.Shards(0, 0, 0),
                List.of(),
                metadata);
    }
}
