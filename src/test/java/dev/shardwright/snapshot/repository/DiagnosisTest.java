package dev.shardwright.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.elasticsearch.Complaint;
import dev.shardwright.elasticsearch.NodeComplaint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    /** As servers say it: Elasticsearch with version 1 of Amazon's library, Elasticsearch 9 and OpenSearch 3 with 2. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MissingPlugin | | [r] repository type [s3] does not exist",
                "UnknownClient | | Unknown s3 client name [r]. Existing client configs: default",
                "WrongKey | InvalidAccessKeyId | The AWS Access Key Id you provided does not exist in our records. (Service: Amazon S3; Status Code: 403; Error Code: InvalidAccessKeyId; Request ID: 4E; Proxy: null)",
                "WrongKey | InvalidAccessKeyId | The Access Key Id you provided does not exist in our records. (Service: S3, Status Code: 403, Request ID: 4E)",
                "WrongKey | SignatureDoesNotMatch | The request signature we calculated does not match the signature you provided. Check your key and signing method. (Service: S3, Status Code: 403, Request ID: 4E)",
                "WrongKey | ExpiredToken | The provided token has expired. (Service: S3, Status Code: 400, Request ID: 4E)",
                "WrongKey | InvalidClientTokenId | The security token included in the request is invalid. (Service: Sts, Status Code: 403, Request ID: 4E)",
                "WrongRegion | AuthorizationHeaderMalformed | The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1' (Service: S3, Status Code: 400, Request ID: 4E)",
                "WrongRegion | PermanentRedirect | The bucket you are attempting to access must be addressed using the specified endpoint. (Status Code: 301; Error Code: PermanentRedirect)",
                "WrongRegion | | null (Service: S3, Status Code: 301, Request ID: 4E)",
                "BucketMissing | NoSuchBucket | The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket; Request ID: 4E)",
                "BucketMissing | NoSuchBucket | The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: 4E)",
                "AccessDenied | AccessDenied | Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 4E)",
                "AccessDenied | AccessDenied | Access Denied (Service: S3, Status Code: 403, Request ID: 4E)",
                "Forbidden | | Forbidden (Service: S3, Status Code: 403, Request ID: 4E)",
                "Forbidden | | null (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 4E)",
                "NoCredentials | | Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(...)",
                "NoCredentials | | Unable to load AWS credentials from any provider in the chain",
                "CertificateNotTrusted | | Unable to execute HTTP request: PKIX path building failed: unable to find valid certification path to requested target",
                "Unreachable | | Unable to execute HTTP request: Connect to minio:9000 [minio/10.0.0.9] failed: Connection refused",
                "Unreachable | | Received an UnknownHostException when attempting to interact with a service.",
                "PathNotAllowed | | [r] location [/x] doesn't match any of the locations specified by path.repo because this setting is empty",
                "NotShared | | a file written by master to the store [/snap] cannot be accessed on the node [{es-2}{id}]. This might indicate that the store [/snap] is not shared",
                "NotShared | | store location [/snap] is not accessible on the node [{es-2}{id}]",
                "FolderNotWritable | | RepositoryVerificationException[[r] store location [/snap] is not accessible on the node [{es-2}{id}]]; nested: AccessDeniedException[/snap/tests-W7bNoHEnTAm_3UxYz01234/data-W7.dat];",
                "FolderNotWritable | | access_denied_exception: /snap/tests-9abcdefghijk",
                "NotOnEveryNode | | RemoteTransportException[[es-2][10.0.0.2:9300][internal:admin/repository/verify]]; nested: RepositoryMissingException[[r] missing];",
                "InUse | | [r] trying to modify or unregister repository that is currently used (snapshot is in progress)",
                "InUse | | trying to modify or unregister repository that is currently used",
                "SecondWriter | | [r] concurrent modification of the index-N file, expected current generation [5] but it was not found in the repository",
                "SecondWriter | | Could not read repository data because the contents of the repository do not match its expected state.",
                "NotVerified | | [r] something that nobody foresaw",
            })
    void theReasonIsReadInTheWordsOfTheServer(Diagnosis.Reason reason, String code, String text) {
        Complaint asCause = new Complaint(
                500,
                "repository_verification_exception",
                "[r] path [x] is not accessible on master node",
                List.of("i_o_exception: Unable to upload object [tests-Ab_9xYz0123456789ABC/master.dat]", "x: " + text),
                List.of());
        Complaint asReason = new Complaint(500, "repository_exception", text, List.of(), List.of());
        for (Complaint complaint : List.of(asCause, asReason)) {
            Diagnosis diagnosis = Diagnosis.of(complaint);
            assertThat(diagnosis.reason()).isEqualTo(reason);
            if (code != null) {
                assertThat(diagnosis.message()).startsWith(code + ": ");
            }
            assertThat(diagnosis.message()).doesNotContain("Request ID", "tests-");
            if (reason != Diagnosis.Reason.NotVerified) {
                assertThat(diagnosis.message()).contains(". Way out: ").doesNotContain(".. Way out");
            }
        }
    }

    @Test
    void theNodeIsNamedWithTheCode() {
        String text = "RemoteTransportException[[es-2][10.0.0.2:9300][internal:admin/repository/verify]]; nested:"
                + " AmazonS3Exception[Access Denied (Error Code: AccessDenied; Request ID: 4E)];";
        Diagnosis diagnosis = Diagnosis.of(refusal(new NodeComplaint("id-2", Optional.of("es-2"), text)));
        assertThat(diagnosis.reason()).isEqualTo(Diagnosis.Reason.AccessDenied);
        assertThat(diagnosis.message()).startsWith("node es-2: AccessDenied: ");
    }

    @Test
    void theOrderOfTheNodesMakesNoDifference() {
        NodeComplaint one = new NodeComplaint("id-9", Optional.of("es-1"), "Access Denied (Request ID: 1)");
        NodeComplaint two = new NodeComplaint("id-1", Optional.of("es-2"), "Access Denied (Request ID: 2)");
        assertThat(Diagnosis.of(refusal(one, two))).isEqualTo(Diagnosis.of(refusal(two, one)));
    }

    @Test
    void theSameComplaintIsToldInTheSameWordsEachTime() {
        Diagnosis first = Diagnosis.of(new Complaint(
                500,
                "repository_verification_exception",
                "[r] path [x] is not accessible on master node",
                List.of(
                        "io: [tests-AAAAAAAAAAAAAAAAAAAAAA/master.dat]",
                        "s3: Odd (Service: S3; Request ID: 1; S3 Extended Request ID: x=)"),
                List.of()));
        Diagnosis second = Diagnosis.of(new Complaint(
                500,
                "repository_verification_exception",
                "[r] path [x] is not accessible on master node",
                List.of(
                        "s3: Odd (Service: S3; Request ID: 2; S3 Extended Request ID: y=)",
                        "io: [tests-BBBBBBBBBBBBBBBBBBBBBB/master.dat]"),
                List.of()));
        assertThat(first).isEqualTo(second);
    }

    private static Complaint refusal(NodeComplaint... nodes) {
        return new Complaint(500, "repository_verification_exception", "[r] [[..", List.of(), List.of(nodes));
    }
}
