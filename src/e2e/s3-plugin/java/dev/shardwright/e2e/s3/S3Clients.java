package dev.shardwright.e2e.s3;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.elasticsearch.common.settings.Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The clients of this node, each made when it is first needed, and made anew when the settings have changed. */
final class S3Clients {
    private Map<String, ClientSettings> settings;
    private final Map<ClientSettings, S3Client> open = new HashMap<>();

    S3Clients(Map<String, ClientSettings> settings) {
        this.settings = settings;
    }

    /** Replaces the settings. Requests under way end with the clients that they have. */
    synchronized void use(Map<String, ClientSettings> changed) {
        settings = changed;
        open.clear();
    }

    /** The client of that name, with what the repository's own settings change. */
    synchronized S3Client get(String name, Settings repository) {
        ClientSettings found = settings.get(name);
        if (found == null) {
            throw new IllegalArgumentException("Unknown s3 client name [" + name + "]. Existing client configs: "
                    + String.join(",", new TreeSet<>(settings.keySet())));
        }
        return open.computeIfAbsent(found.refinedBy(repository), S3Clients::make);
    }

    synchronized void close() {
        open.values().forEach(S3Client::close);
        open.clear();
    }

    private static S3Client make(ClientSettings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(settings)))
                .forcePathStyle(settings.pathStyleAccess())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofMillis(settings.readTimeout().millis())))
                .overrideConfiguration(override -> override
                        // No file of the node's user is looked at.
                        .defaultProfileFileSupplier(
                                () -> ProfileFile.aggregator().build())
                        .retryStrategy(retry -> retry.maxAttempts(settings.maxRetries() + 1))
                        .addExecutionInterceptor(new Explanations()));
        if (!settings.endpoint().isEmpty()) {
            boolean whole = settings.endpoint().contains("://");
            builder.endpointOverride(
                    URI.create(whole ? settings.endpoint() : settings.protocol() + "://" + settings.endpoint()));
        }
        return builder.build();
    }

    private static AwsCredentials credentials(ClientSettings settings) {
        ClientSettings.Keys keys = settings.keys()
                .orElseThrow(() -> SdkClientException.create(
                        "Unable to load credentials from any of the providers in the chain: the keystore has none"));
        return keys.token().isEmpty()
                ? AwsBasicCredentials.create(keys.access(), keys.secret())
                : AwsSessionCredentials.create(keys.access(), keys.secret(), keys.token());
    }
}
