package dev.shardwright.e2e.s3;

import org.elasticsearch.cluster.metadata.RepositoryMetadata;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.blobstore.BlobPath;
import org.elasticsearch.common.blobstore.BlobStore;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.unit.ByteSizeValue;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.indices.recovery.RecoverySettings;
import org.elasticsearch.repositories.RepositoryException;
import org.elasticsearch.repositories.blobstore.BlobStoreRepository;
import org.elasticsearch.xcontent.NamedXContentRegistry;

/** A repository in a bucket. */
final class S3Repository extends BlobStoreRepository {
    static final String TYPE = "s3";

    private static final Setting<String> BUCKET = Setting.simpleString("bucket");
    private static final Setting<String> CLIENT = Setting.simpleString("client", "default");
    private static final Setting<String> BASE_PATH = Setting.simpleString("base_path");
    /** Small enough to be uploaded in one request. */
    private static final Setting<ByteSizeValue> CHUNK_SIZE =
            Setting.byteSizeSetting("chunk_size", ByteSizeValue.ofMb(16));

    private final S3Clients clients;
    private final String bucket;
    private final ByteSizeValue chunkSize;

    S3Repository(
            RepositoryMetadata metadata,
            NamedXContentRegistry contents,
            ClusterService clusterService,
            BigArrays bigArrays,
            RecoverySettings recoverySettings,
            S3Clients clients) {
        super(metadata, contents, clusterService, bigArrays, recoverySettings, basePath(metadata.settings()));
        this.clients = clients;
        this.bucket = BUCKET.get(metadata.settings());
        this.chunkSize = CHUNK_SIZE.get(metadata.settings());
        if (bucket.isEmpty()) {
            throw new RepositoryException(metadata.name(), "No bucket defined for s3 repository");
        }
    }

    private static BlobPath basePath(Settings settings) {
        BlobPath path = BlobPath.EMPTY;
        for (String part : BASE_PATH.get(settings).split("/")) {
            path = part.isEmpty() ? path : path.add(part);
        }
        return path;
    }

    @Override
    protected BlobStore createBlobStore() {
        Settings settings = getMetadata().settings();
        return new S3BlobStore(new Bucket(() -> clients.get(CLIENT.get(settings), settings), bucket));
    }

    @Override
    protected ByteSizeValue chunkSize() {
        return chunkSize;
    }
}
