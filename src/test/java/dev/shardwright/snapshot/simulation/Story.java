package dev.shardwright.snapshot.simulation;

import dev.shardwright.api.snapshot.ClusterRef;
import dev.shardwright.api.snapshot.FsLocation;
import dev.shardwright.api.snapshot.RepositoryRef;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.api.snapshot.SnapshotRepositorySpec;
import dev.shardwright.api.snapshot.SnapshotSpec;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.simulation.Chance;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One repository, one snapshot, and ten minutes of trouble by a seed; then an hour of quiet. */
final class Story {
    static final String UID = "0f3a9c1e-1111-2222-3333-444444444444";
    static final Site SITE = new Site(
            "ns/es", Target.outside(BaseUrl.of("https://es:9200"), new Authentication.None(), new Trust.Public()));
    static final Sites.Lookup FOUND = new Sites.Lookup.Found(SITE);

    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration TROUBLE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofMinutes(60);

    private final Chance chance;
    private final Time time;
    private final Line line;
    private final Cluster cluster;
    private final Kube kube;
    private final Watch watch = new Watch(this);
    private final Optional<String> clusterUuid;
    private final boolean mayRedefine;
    private SnapshotRepository repository;
    private final Snapshot snapshot;
    private Operator operator;
    private boolean repositoryThere = true;
    private boolean hindered;
    private boolean calm;
    private String keys = "k1";
    private Optional<String> changing = Optional.empty();
    private Optional<Taken> foreign = Optional.empty();
    private int more;

    private Story(long seed) {
        chance = new Chance(seed);
        time = new Time(BEGIN, until -> elapse(until));
        line = new Line(chance.apart(), time);
        cluster = new Cluster(chance.apart(), line, BEGIN);
        kube = new Kube(chance.apart());
        clusterUuid = chance.percent(50) ? Optional.of(Cluster.UUID) : Optional.empty();
        mayRedefine = chance.percent(30);
        repository = resource(new SnapshotRepository(), "repo", "uid-of-repo");
        repository.setSpec(spec(Map.of(), false));
        snapshot = resource(new Snapshot(), "nightly", UID);
        snapshot.setSpec(new SnapshotSpec(
                new RepositoryRef("repo"),
                chance.percent(50) ? List.of() : List.of("logs-*"),
                null,
                null,
                chance.percent(30),
                null,
                null,
                null));
    }

    /** Tells a story to its end, and how it ended. Fails with an assertion where something is not as it must be. */
    static String tell(long seed) {
        Story story = new Story(seed);
        story.tell();
        return Watch.reason(story.snapshot.getStatus());
    }

    private void tell() {
        line.spoil(chance.between(0, 25), chance.between(0, 20));
        kube.spoil(chance.between(0, 20), chance.between(0, 5));
        if (chance.percent(5)) {
            cluster.foreign(snapshotName());
            foreign = Optional.of(cluster.taken().get(snapshotName()));
        }
        start();
        for (int i = chance.between(0, 15); i > 0; i--) {
            time.in(Duration.ofSeconds(chance.between(0, (int) TROUBLE.toSeconds())), this::trouble);
        }
        time.until(BEGIN.plus(TROUBLE));
        calm();
        time.until(BEGIN.plus(TROUBLE).plus(QUIET));
        watch.end();
        int writes = watch.writes();
        time.until(BEGIN.plus(TROUBLE).plus(QUIET).plus(Duration.ofMinutes(25)));
        // The proof of the repository is renewed every ten minutes; else nothing is written.
        if (watch.writes() - writes > 3) {
            throw new AssertionError(watch.writes() - writes + " writes while nothing happens: " + snapshot.getStatus()
                    + repository.getStatus());
        }
    }

    private void trouble() {
        switch (chance.between(0, 11)) {
            case 0, 1, 2 -> killed();
            case 3 -> cluster.nodes().add("es-" + chance.between(1, 6));
            case 4 -> {
                if (cluster.nodes().size() > 1) {
                    cluster.nodes().remove(cluster.nodes().iterator().next());
                }
            }
            case 5 -> keys = "k" + chance.between(1, 9);
            case 6 -> cluster.meddle();
            case 7 -> Kube.touch(snapshot);
            case 8 -> {
                cluster.dropIndex("logs-" + chance.between(1, 10));
                cluster.addIndex("logs-" + (100 + ++more));
            }
            case 9 -> changing = changing.isPresent() ? Optional.empty() : Optional.of("nodes are restarted: es-1");
            case 10 -> {
                if (snapshot.getStatus() == null || snapshot.getStatus().finishedAt() == null) {
                    kube.maps().clear();
                }
            }
            default -> redefine();
        }
        operator.repositoryPass();
        operator.snapshotPass();
    }

    private void redefine() {
        if (mayRedefine) {
            if (chance.percent(30)) {
                repositoryThere = !repositoryThere;
            }
            repository.setSpec(
                    spec(Map.of("max_snapshot_bytes_per_sec", chance.between(1, 9) + "mb"), chance.percent(30)));
            repository.getMetadata().setGeneration(repository.getMetadata().getGeneration() + 1);
            Kube.touch(repository);
        }
    }

    private void calm() {
        line.spoil(0, 0);
        kube.spoil(0, 0);
        calm = true;
        hindered = !repositoryThere || repository.getSpec().readOnly();
        operator.repositoryPass();
        operator.snapshotPass();
    }

    private void start() {
        try {
            operator = new Operator(this);
        } catch (Killed e) {
            killed();
        }
    }

    /** The operator dies, and begins again after a while. */
    void killed() {
        if (operator != null) {
            operator.die();
        }
        time.in(Duration.ofMillis(chance.between(0, 30_000)), () -> {
            operator.die();
            start();
        });
    }

    private void elapse(Instant until) {
        cluster.elapse(until);
        watch.always();
    }

    String snapshotName() {
        return "nightly-0f3a9c1e";
    }

    Time time() {
        return time;
    }

    Cluster cluster() {
        return cluster;
    }

    Kube kube() {
        return kube;
    }

    Watch watch() {
        return watch;
    }

    SnapshotRepository repository() {
        return repository;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    boolean isRepositoryThere() {
        return repositoryThere;
    }

    /** Whether something is left that has to be mended by people. */
    boolean isHindered() {
        return hindered;
    }

    Optional<String> clusterUuid() {
        return clusterUuid;
    }

    String keys() {
        return keys;
    }

    Optional<String> changing() {
        return calm ? Optional.empty() : changing;
    }

    boolean isCalm() {
        return calm;
    }

    Optional<Taken> foreign() {
        return foreign;
    }

    private static SnapshotRepositorySpec spec(Map<String, String> settings, boolean readOnly) {
        return new SnapshotRepositorySpec(
                new ClusterRef("es"), null, null, null, new FsLocation("/snap"), readOnly, settings, null, null);
    }

    private static <R extends CustomResource<?, ?>> R resource(R resource, String name, String uid) {
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("ns")
                .withName(name)
                .withUid(uid)
                .withGeneration(1L)
                .withResourceVersion("1")
                .withCreationTimestamp(BEGIN.toString())
                .build());
        return resource;
    }
}
