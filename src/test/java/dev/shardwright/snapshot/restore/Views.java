package dev.shardwright.snapshot.restore;

import dev.shardwright.api.snapshot.Restore;
import dev.shardwright.api.snapshot.RestoreStatus;
import dev.shardwright.api.snapshot.Snapshot;
import dev.shardwright.api.snapshot.SnapshotRepository;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.snapshot.counts.Counts;
import dev.shardwright.snapshot.site.Findings;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/** What passes over a Restore see, for tests. */
final class Views {
    static final Site SITE = new Site(
            "ns/es",
            Target.outside(BaseUrl.of("https://search.example.org"), new Authentication.None(), new Trust.Public()));

    private Views() {}

    /** @param spec lines of YAML */
    static Restore restore(String... spec) {
        return Serialization.unmarshal("""
                apiVersion: shardwright.dev/v1alpha1
                kind: Restore
                metadata: {name: back, namespace: ns, uid: 1234567890, generation: 1, resourceVersion: "1",
                  creationTimestamp: "2026-05-01T12:00:00Z"}
                spec:
                  snapshotRef: {name: nightly}
                """ + "  " + String.join("\n  ", spec), Restore.class);
    }

    static SnapshotRepository repository(String ready) {
        return Serialization.unmarshal("""
                apiVersion: shardwright.dev/v1alpha1
                kind: SnapshotRepository
                metadata: {name: r, namespace: ns, uid: r}
                spec: {clusterRef: {name: es}, fs: {location: /backup}}
                status: {conditions: [{type: Ready, status: "%s", reason: Some, message: some}]}
                """.formatted(ready), SnapshotRepository.class);
    }

    static Snapshot snapshot(String succeeded) {
        return Serialization.unmarshal("""
                apiVersion: shardwright.dev/v1alpha1
                kind: Snapshot
                metadata: {name: nightly, namespace: ns, uid: s}
                spec: {repositoryRef: {name: r}}
                status: {snapshot: s, finishedAt: "2026-05-01T11:00:00Z", countsConfigMap: nightly-counts,
                  conditions: [{type: Succeeded, status: "%s", reason: Some, message: some}]}
                """.formatted(succeeded), Snapshot.class);
    }

    /** All is there. */
    static RestoreView of(Restore restore, Optional<Counts> counts, Optional<RestoreRecord> record, Findings findings) {
        return new RestoreView(
                restore,
                Optional.of(snapshot("True")),
                Optional.of(repository("True")),
                new Sites.Lookup.Found(SITE),
                Optional.empty(),
                counts,
                record,
                findings);
    }

    static Restore with(Restore restore, RestoreStatus status) {
        Restore copy = Serialization.clone(restore);
        copy.setStatus(Serialization.clone(status));
        return copy;
    }
}
