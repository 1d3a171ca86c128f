package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.NodeComplaint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong with a repository, found in the words of the server.
 *
 * @param reason  what it is
 * @param message for people: the node, the code of the error, and the way out
 */
record Diagnosis(Reason reason, String message) {

    /** What may be wrong. Each is told by words that only it brings; the first that fits counts. */
    enum Reason {
        /** The server does not know the type of the repository. */
        MissingPlugin("install the plugin for this type on every node", "repository type [", "does not exist"),
        /** The key, or what was signed with it, is not known to the service. */
        WrongKey(
                "correct the access key and the secret key",
                "InvalidAccessKeyId",
                "SignatureDoesNotMatch",
                "InvalidClientTokenId",
                "ExpiredToken",
                "InvalidToken"),
        /** The bucket is in another region than the one that was signed for. */
        WrongRegion(
                "set s3.region to the region of the bucket",
                "AuthorizationHeaderMalformed",
                "PermanentRedirect",
                "IllegalLocationConstraintException"),
        /** There is no such bucket. */
        BucketMissing("create the bucket, or correct s3.bucket", "NoSuchBucket"),
        /** The key is known and may not do what was asked. */
        AccessDenied(
                "allow s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on its objects",
                "AccessDenied",
                "Access Denied",
                "AllAccessDisabled"),
        /** No credentials could be found on the node. */
        NoCredentials(
                "give the nodes credentials: see s3.credentials",
                "Unable to load credentials",
                "Unable to load AWS credentials",
                "does not exist or cannot be used to access"),
        /** The address of the service does not answer. */
        Unreachable(
                "correct s3.endpoint, or open the way there from the nodes",
                "UnknownHost",
                "Connection refused",
                "ConnectException",
                "ConnectTimeoutException",
                "NoRouteToHost",
                "Unable to execute HTTP request"),
        /** The folder is not one that the nodes may use. */
        PathNotAllowed(
                "mount the volume on every node and list its path in path.repo",
                "doesn't match any of the locations specified by path.repo",
                "location [",
                "path.repo"),
        /** The nodes do not see the same files. */
        NotShared(
                "mount one and the same volume on every master and data node",
                "is not accessible on the node",
                "store location",
                "a file written by master"),
        /** Somebody else changes the repository. */
        SecondWriter(
                "make every cluster but one read-only on this place",
                "concurrent modification",
                "has been modified by another",
                "Could not determine repository generation"),
        /** Something else. */
        NotVerified("see the text");

        private final String wayOut;
        private final List<String> signs;

        Reason(String wayOut, String... signs) {
            this.wayOut = wayOut;
            this.signs = Arrays.asList(signs);
        }

        private Optional<String> sign(String text) {
            return signs.stream().filter(text::contains).findFirst();
        }
    }

    /** Reads a refusal. */
    static Diagnosis of(Complaint complaint) {
        List<String> texts = Stream.of(
                        complaint.nodes().stream().map(NodeComplaint::text),
                        complaint.causes().stream(),
                        Stream.of(complaint.reason()))
                .flatMap(all -> all)
                .toList();
        for (Reason reason : Reason.values()) {
            for (String text : texts) {
                if (reason.sign(text).isPresent()) {
                    return new Diagnosis(reason, message(reason, complaint, text));
                }
            }
        }
        return new Diagnosis(Reason.NotVerified, message(Reason.NotVerified, complaint, complaint.reason()));
    }

    private static String message(Reason reason, Complaint complaint, String text) {
        String node = complaint.nodes().stream()
                .filter(n -> n.text().equals(text))
                .findFirst()
                .map(n -> "node " + n.nodeName().orElse(n.nodeId()) + ": ")
                .orElse("");
        String code = reason.sign(text)
                .filter(sign -> sign.matches("\\w+"))
                .map(sign -> sign + ": ")
                .orElse("");
        return node + code + text + (reason == Reason.NotVerified ? "" : ". Way out: " + reason.wayOut);
    }
}
