package dev.shardwright.snapshot.repository;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.NodeComplaint;
import dev.shardwright.snapshot.site.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
        MissingPlugin("install the plugin for this type on every node", Sign.words("repository type [")),
        /** The nodes have no keys under the name of the client. */
        UnknownClient(
                "put the keys of this client into the keystore of every node; on an ElasticCluster this is under way",
                Sign.words("Unknown s3 client name")),
        /** The key, or what was signed with it, is not known to the service. */
        WrongKey(
                "correct the access key and the secret key",
                Sign.code("InvalidAccessKeyId", "Access Key Id you provided does not exist"),
                Sign.code("SignatureDoesNotMatch", "request signature we calculated does not match"),
                Sign.code("InvalidClientTokenId", "security token included in the request is invalid"),
                Sign.code("ExpiredToken", "provided token has expired"),
                Sign.code("InvalidToken", "provided token is malformed")),
        /** The bucket is in another region than the one that was signed for. */
        WrongRegion(
                "set s3.region to the region of the bucket",
                Sign.code("AuthorizationHeaderMalformed", "authorization header is malformed"),
                Sign.code("PermanentRedirect", "must be addressed using the specified endpoint"),
                Sign.code("IllegalLocationConstraintException"),
                Sign.words("Status Code: 301")),
        /** There is no such bucket. */
        BucketMissing(
                "create the bucket, or correct s3.bucket",
                Sign.code("NoSuchBucket", "no_such_bucket_exception", "specified bucket does not exist")),
        /** Elasticsearch may not use the folder. */
        FolderNotWritable(
                "let the user that Elasticsearch runs as write to the folder, on every node",
                Sign.words("AccessDeniedException[/"),
                Sign.words("access_denied_exception: /"),
                Sign.words("Read-only file system")),
        /** The key is known and may not do what was asked. */
        AccessDenied(
                "allow s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on its objects",
                Sign.code("AccessDenied", "Access Denied"),
                Sign.code("AllAccessDisabled")),
        /** No credentials could be found on the node. */
        NoCredentials(
                "give the nodes credentials: see s3.credentials",
                Sign.words("Unable to load credentials"),
                Sign.words("Unable to load AWS credentials")),
        /** The service does not say more than that it refuses. */
        Forbidden(
                "correct the keys, or allow them to read and write in the bucket: the service does not say which",
                Sign.words("Status Code: 403")),
        /** The service shows a certificate that the nodes do not trust. */
        CertificateNotTrusted(
                "let the Java of the nodes trust the authority of the service",
                Sign.words("PKIX path"),
                Sign.words("SSLHandshakeException"),
                Sign.words("unable to find valid certification path")),
        /** The address of the service does not answer. */
        Unreachable(
                "correct s3.endpoint, or open the way there from the nodes",
                Sign.words("UnknownHost"),
                Sign.words("unknown_host_exception"),
                Sign.words("Connection refused"),
                Sign.words("ConnectException"),
                Sign.words("onnect timed out"),
                Sign.words("NoRouteToHost"),
                Sign.words("No route to host"),
                Sign.words("Unable to execute HTTP request")),
        /** The folder is not one that the nodes may use. */
        PathNotAllowed(
                "mount the volume on every node and list its path in path.repo",
                Sign.words("locations specified by path.repo")),
        /** The nodes do not see the same files. */
        NotShared(
                "mount one and the same volume on every master and data node",
                Sign.words("is not accessible on the node"),
                Sign.words("a file written by master"),
                Sign.words("a file written by cluster")),
        /** A node could not make the repository that the others have. */
        NotOnEveryNode(
                "give this node the plugin, the keys and the folder that the others have",
                Sign.words("RepositoryMissingException")),
        /** A repository is not changed under the hands of those who use it. */
        InUse(
                "wait for the snapshots and restores that use it: it is tried again until they have ended",
                Sign.words("repository that is currently used")),
        /** Somebody else changes the repository. */
        SecondWriter(
                "make every cluster but one read-only on this place",
                Sign.words("concurrent modification"),
                Sign.words("concurrently modifying"),
                Sign.words("do not match its expected state"),
                Sign.words("Could not determine repository generation")),
        /** Something else. */
        NotVerified("see the text");

        private final String wayOut;
        private final List<Sign> signs;

        Reason(String wayOut, Sign... signs) {
            this.wayOut = wayOut;
            this.signs = Arrays.asList(signs);
        }

        private Optional<Sign> sign(String text) {
            return signs.stream().filter(s -> s.isIn(text)).findFirst();
        }
    }

    /** Words that tell a reason, and the code that stands for them; services that spare the code say it in words. */
    private record Sign(Optional<String> code, List<String> texts) {
        static Sign words(String text) {
            return new Sign(Optional.empty(), List.of(text));
        }

        static Sign code(String code, String... sentences) {
            List<String> texts = new ArrayList<>(List.of(code));
            texts.addAll(Arrays.asList(sentences));
            return new Sign(Optional.of(code), List.copyOf(texts));
        }

        boolean isIn(String text) {
            return texts.stream().anyMatch(text::contains);
        }
    }

    /** Something that was said, and by which node. */
    private record Saying(Optional<String> node, String text) {}

    /** Reads a refusal. The same one is read alike in whatever order the nodes are listed. */
    static Diagnosis of(Complaint complaint) {
        List<Saying> sayings = sayings(complaint);
        for (Reason reason : Reason.values()) {
            for (Saying saying : sayings) {
                Optional<Sign> sign = reason.sign(saying.text());
                if (sign.isPresent()) {
                    String code = sign.get().code().map(c -> c + ": ").orElse("");
                    return new Diagnosis(reason, sentence(told(saying, code)) + " Way out: " + reason.wayOut);
                }
            }
        }
        return new Diagnosis(Reason.NotVerified, told(sayings.getFirst(), ""));
    }

    private static List<Saying> sayings(Complaint complaint) {
        List<Saying> sayings = new ArrayList<>();
        for (NodeComplaint node : Words.nodes(complaint)) {
            sayings.add(new Saying(Optional.of(Words.name(node)), Words.steady(node.text())));
        }
        complaint.causes().stream()
                .map(Words::steady)
                .sorted()
                .forEach(text -> sayings.add(new Saying(Optional.empty(), text)));
        Saying whole = new Saying(Optional.empty(), Words.of(complaint));
        sayings.add(complaint.nodes().isEmpty() && !complaint.causes().isEmpty() ? 0 : sayings.size(), whole);
        return sayings;
    }

    private static String told(Saying saying, String code) {
        return saying.node().map(n -> "node " + n + ": ").orElse("") + code + saying.text();
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
