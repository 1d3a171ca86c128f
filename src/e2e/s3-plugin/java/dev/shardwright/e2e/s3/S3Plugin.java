package dev.shardwright.e2e.s3;

import java.util.List;
import java.util.Map;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.env.Environment;
import org.elasticsearch.indices.recovery.RecoverySettings;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.ReloadablePlugin;
import org.elasticsearch.plugins.RepositoryPlugin;
import org.elasticsearch.repositories.RepositoriesMetrics;
import org.elasticsearch.repositories.Repository;
import org.elasticsearch.xcontent.NamedXContentRegistry;

/** Registers repositories of type s3. */
public final class S3Plugin extends Plugin implements RepositoryPlugin, ReloadablePlugin {
    private final S3Clients clients;

    /** Made by the node at its start, while the keystore is open. */
    public S3Plugin(Settings settings) {
        this.clients = new S3Clients(ClientSettings.all(settings));
    }

    @Override
    public Map<String, Repository.Factory> getRepositories(
            Environment environment,
            NamedXContentRegistry contents,
            ClusterService clusterService,
            BigArrays bigArrays,
            RecoverySettings recoverySettings,
            RepositoriesMetrics metrics) {
        return Map.of(
                S3Repository.TYPE,
                metadata -> new S3Repository(metadata, contents, clusterService, bigArrays, recoverySettings, clients));
    }

    @Override
    public List<Setting<?>> getSettings() {
        return ClientSettings.KNOWN;
    }

    /** Takes up the keys of a changed keystore; the next request uses them. */
    @Override
    public void reload(Settings settings) {
        clients.use(ClientSettings.all(settings));
    }

    @Override
    public void close() {
        clients.close();
    }
}
