package dev.shardwright.e2e.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket, in terms of whole objects. Every method throws an IOException with S3's own error as its cause. */
record Bucket(Supplier<S3Client> client, String name) {
    private static final int MOST_AT_ONCE = 1000;

    /** What is below a prefix: the objects, and the prefixes of those that lie deeper. */
    record Listing(List<S3Object> objects, List<String> prefixes) {}

    boolean has(String key) throws IOException {
        return ask("Unable to check if object [" + key + "] exists", s3 -> {
            try {
                s3.headObject(r -> r.bucket(name).key(key));
                return true;
            } catch (NoSuchKeyException none) {
                return false;
            }
        });
    }

    /** The content from a byte on, which the caller closes; up to a byte if one is given. */
    InputStream read(String key, long from, Optional<Long> to) throws IOException {
        String range = "bytes=" + from + "-" + to.map(String::valueOf).orElse("");
        try {
            return client.get().getObject(r -> r.bucket(name).key(key).range(isAll(from, to) ? null : range));
        } catch (NoSuchKeyException none) {
            NoSuchFileException missing = new NoSuchFileException(key);
            missing.initCause(none);
            throw missing;
        } catch (SdkException e) {
            throw new IOException("Unable to read object [" + key + "]", e);
        }
    }

    private static boolean isAll(long from, Optional<Long> to) {
        return from == 0 && to.isEmpty();
    }

    void write(String key, byte[] content) throws IOException {
        ask(
                "Unable to upload object [" + key + "] using a single upload",
                s3 -> s3.putObject(r -> r.bucket(name).key(key), RequestBody.fromBytes(content)));
    }

    Listing list(String prefix, boolean deep) throws IOException {
        return ask("Unable to list objects below [" + prefix + "]", s3 -> {
            Listing all = new Listing(new ArrayList<>(), new ArrayList<>());
            for (ListObjectsV2Response page :
                    s3.listObjectsV2Paginator(r -> r.bucket(name).prefix(prefix).delimiter(deep ? null : "/"))) {
                all.objects().addAll(page.contents());
                page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(all.prefixes()::add);
            }
            return all;
        });
    }

    /** Deletes those objects; one that is not there counts as deleted. */
    void delete(List<String> keys) throws IOException {
        for (int from = 0; from < keys.size(); from += MOST_AT_ONCE) {
            List<ObjectIdentifier> some = keys.subList(from, Math.min(keys.size(), from + MOST_AT_ONCE)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            DeleteObjectsResponse answer = ask(
                    "Unable to delete objects " + keys,
                    s3 -> s3.deleteObjects(r -> r.bucket(name)
                            .delete(Delete.builder().objects(some).quiet(true).build())));
            if (!answer.errors().isEmpty()) {
                throw new IOException("Unable to delete objects: " + answer.errors());
            }
        }
    }

    /** A request. */
    private interface Question<T> {
        T to(S3Client s3);
    }

    private <T> T ask(String otherwise, Question<T> question) throws IOException {
        try {
            return question.to(client.get());
        } catch (SdkException e) {
            throw new IOException(otherwise, e);
        }
    }
}
