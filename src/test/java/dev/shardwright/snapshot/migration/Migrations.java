package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Cutover;
import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationRepository;
import dev.shardwright.api.snapshot.MigrationSide;
import dev.shardwright.api.snapshot.MigrationSpec;
import dev.shardwright.api.snapshot.MigrationStatus;
import dev.shardwright.elasticsearch.Authentication;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.elasticsearch.Target;
import dev.shardwright.elasticsearch.Trust;
import dev.shardwright.snapshot.site.Site;
import dev.shardwright.snapshot.site.Sites;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Migrations for tests: from the index names of one cluster outside to another one. */
final class Migrations {
    static final Sites.Lookup SOURCE = new Sites.Lookup.Found(site("http://old.example.org"));
    static final Sites.Lookup TARGET = new Sites.Lookup.Found(site("http://new.example.org"));

    private Migrations() {}

    /** @param fields lines of YAML below {@code spec} */
    static Migration migration(String... fields) {
        return Serialization.unmarshal("""
                apiVersion: shardwright.dev/v1alpha1
                kind: Migration
                metadata: {name: move, namespace: ns, uid: move-uid-1, generation: 1, resourceVersion: "1"}
                spec:
                  source: {external: {url: "http://old.example.org"}}
                  target: {external: {url: "http://new.example.org"}}
                  repository: {fs: {location: /snap}}
                """ + String.join("\n", fields).indent(2), Migration.class);
    }

    /** The same, between other addresses. */
    static Migration between(Migration migration, String from, String to) {
        return Serialization.unmarshal(
                Serialization.asYaml(migration)
                        .replace("http://old.example.org", from)
                        .replace("http://new.example.org", to),
                Migration.class);
    }

    /** The same over another place, to a target that sees it its own way; both in YAML. */
    static Migration over(Migration migration, String place, String target) {
        Migration copy = Serialization.clone(migration);
        MigrationSpec spec = migration.getSpec();
        copy.setSpec(new MigrationSpec(
                spec.source(),
                Serialization.unmarshal(target, MigrationSide.class),
                Serialization.unmarshal(place, MigrationRepository.class),
                spec.indices(),
                spec.rename(),
                spec.indexSettings(),
                spec.verification(),
                spec.cutover()));
        return copy;
    }

    static Migration with(Migration migration, MigrationStatus status) {
        Migration copy = new Migration();
        copy.setMetadata(migration.getMetadata());
        copy.setSpec(migration.getSpec());
        copy.setStatus(status);
        return copy;
    }

    /** The same, once the user has decided. */
    static Migration moving(Migration migration, Cutover.Move move) {
        MigrationSpec spec = migration.getSpec();
        Migration copy = Serialization.clone(migration);
        copy.setSpec(new MigrationSpec(
                spec.source(),
                spec.target(),
                spec.repository(),
                spec.indices(),
                spec.rename(),
                spec.indexSettings(),
                spec.verification(),
                new Cutover(move, spec.cutover().service(), spec.cutover().aliases())));
        copy.getMetadata().setGeneration(migration.getMetadata().getGeneration() + 1);
        return copy;
    }

    private static Site site(String url) {
        return new Site(url, Target.outside(BaseUrl.of(url), new Authentication.None(), new Trust.Public()));
    }
}
