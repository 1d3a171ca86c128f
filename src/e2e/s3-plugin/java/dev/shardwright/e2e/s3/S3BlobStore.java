package dev.shardwright.e2e.s3;

import org.elasticsearch.common.blobstore.BlobContainer;
import org.elasticsearch.common.blobstore.BlobPath;
import org.elasticsearch.common.blobstore.BlobStore;

/** The folders of a bucket. */
record S3BlobStore(Bucket bucket) implements BlobStore {
    @Override
    public BlobContainer blobContainer(BlobPath path) {
        return new S3BlobContainer(path, bucket);
    }

    /** The clients are the plugin's. */
    @Override
    public void close() {}
}
