package dev.shardwright.e2e.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.common.blobstore.BlobContainer;
import org.elasticsearch.common.blobstore.BlobPath;
import org.elasticsearch.common.blobstore.DeleteResult;
import org.elasticsearch.common.blobstore.OperationPurpose;
import org.elasticsearch.common.blobstore.OptionalBytesReference;
import org.elasticsearch.common.blobstore.support.AbstractBlobContainer;
import org.elasticsearch.common.blobstore.support.BlobMetadata;
import org.elasticsearch.common.bytes.BytesReference;
import org.elasticsearch.common.io.stream.BytesStreamOutput;
import org.elasticsearch.core.CheckedConsumer;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One folder of a bucket. An object appears whole or not at all, so every write is atomic; an object that exists already
 * is replaced, as it is by Elastic's own plugin of these versions.
 */
final class S3BlobContainer extends AbstractBlobContainer {
    private final Bucket bucket;
    private final String prefix;

    S3BlobContainer(BlobPath path, Bucket bucket) {
        super(path);
        this.bucket = bucket;
        this.prefix = path.buildAsString();
    }

    @Override
    public boolean blobExists(OperationPurpose purpose, String name) throws IOException {
        return bucket.has(prefix + name);
    }

    @Override
    public InputStream readBlob(OperationPurpose purpose, String name) throws IOException {
        return bucket.read(prefix + name, 0, Optional.empty());
    }

    @Override
    public InputStream readBlob(OperationPurpose purpose, String name, long position, long length) throws IOException {
        return length == 0
                ? InputStream.nullInputStream()
                : bucket.read(prefix + name, position, Optional.of(position + length - 1));
    }

    @Override
    public void writeBlob(
            OperationPurpose purpose, String name, InputStream content, long size, boolean failIfAlreadyExists)
            throws IOException {
        byte[] bytes = content.readNBytes(Math.toIntExact(size));
        if (bytes.length != size) {
            throw new IOException("[" + name + "] has " + bytes.length + " bytes instead of " + size);
        }
        bucket.write(prefix + name, bytes);
    }

    @Override
    public void writeMetadataBlob(
            OperationPurpose purpose,
            String name,
            boolean failIfAlreadyExists,
            boolean atomic,
            CheckedConsumer<OutputStream, IOException> writer)
            throws IOException {
        try (BytesStreamOutput content = new BytesStreamOutput()) {
            writer.accept(content);
            writeBlobAtomic(purpose, name, content.bytes(), failIfAlreadyExists);
        }
    }

    @Override
    public void writeBlobAtomic(
            OperationPurpose purpose, String name, BytesReference content, boolean failIfAlreadyExists)
            throws IOException {
        bucket.write(prefix + name, BytesReference.toBytes(content));
    }

    @Override
    public DeleteResult delete(OperationPurpose purpose) throws IOException {
        List<S3Object> objects = bucket.list(prefix, true).objects();
        bucket.delete(objects.stream().map(S3Object::key).toList());
        return new DeleteResult(
                objects.size(), objects.stream().mapToLong(S3Object::size).sum());
    }

    @Override
    public void deleteBlobsIgnoringIfNotExists(OperationPurpose purpose, Iterator<String> names) throws IOException {
        List<String> keys = new ArrayList<>();
        names.forEachRemaining(name -> keys.add(prefix + name));
        bucket.delete(keys);
    }

    @Override
    public Map<String, BlobMetadata> listBlobs(OperationPurpose purpose) throws IOException {
        return listBlobsByPrefix(purpose, "");
    }

    @Override
    public Map<String, BlobMetadata> listBlobsByPrefix(OperationPurpose purpose, String start) throws IOException {
        Map<String, BlobMetadata> blobs = new HashMap<>();
        for (S3Object object : bucket.list(prefix + start, false).objects()) {
            String name = object.key().substring(prefix.length());
            if (!name.isEmpty()) {
                blobs.put(name, new BlobMetadata(name, object.size()));
            }
        }
        return blobs;
    }

    @Override
    public Map<String, BlobContainer> children(OperationPurpose purpose) throws IOException {
        Map<String, BlobContainer> children = new HashMap<>();
        for (String folder : bucket.list(prefix, false).prefixes()) {
            String name = folder.substring(prefix.length(), folder.length() - 1);
            if (!name.isEmpty()) {
                children.put(name, new S3BlobContainer(path().add(name), bucket));
            }
        }
        return children;
    }

    @Override
    public void compareAndExchangeRegister(
            OperationPurpose purpose,
            String key,
            BytesReference expected,
            BytesReference updated,
            ActionListener<OptionalBytesReference> listener) {
        listener.onFailure(new UnsupportedOperationException("this plugin is for tests of snapshots"));
    }
}
