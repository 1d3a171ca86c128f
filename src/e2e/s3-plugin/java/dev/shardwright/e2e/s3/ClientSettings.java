package dev.shardwright.e2e.s3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.common.settings.SecureSetting;
import org.elasticsearch.common.settings.SecureString;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Setting.AffixSetting;
import org.elasticsearch.common.settings.Setting.Property;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;

/**
 * How to reach S3, by the settings s3.client.NAME.
 *
 * @param keys     who asks, if the keystore says
 * @param endpoint with or without a scheme; empty for Amazon's
 */
record ClientSettings(
        Optional<Keys> keys,
        String endpoint,
        String protocol,
        String region,
        boolean pathStyleAccess,
        TimeValue readTimeout,
        int maxRetries) {
    private static final String PREFIX = "s3.client.";
    private static final String DEFAULT = "default";

    private static final AffixSetting<SecureString> ACCESS_KEY = secure("access_key");
    private static final AffixSetting<SecureString> SECRET_KEY = secure("secret_key");
    private static final AffixSetting<SecureString> SESSION_TOKEN = secure("session_token");
    private static final AffixSetting<String> ENDPOINT = text("endpoint", "");
    private static final AffixSetting<String> PROTOCOL = text("protocol", "https");
    private static final AffixSetting<String> REGION = text("region", "us-east-1");
    private static final AffixSetting<Boolean> PATH_STYLE_ACCESS = Setting.affixKeySetting(
            PREFIX, "path_style_access", key -> Setting.boolSetting(key, false, Property.NodeScope));
    private static final AffixSetting<TimeValue> READ_TIMEOUT = Setting.affixKeySetting(
            PREFIX,
            "read_timeout",
            key -> Setting.timeSetting(key, TimeValue.timeValueSeconds(50), Property.NodeScope));
    private static final AffixSetting<Integer> MAX_RETRIES =
            Setting.affixKeySetting(PREFIX, "max_retries", key -> Setting.intSetting(key, 3, 0, Property.NodeScope));

    static final List<Setting<?>> KNOWN = List.of(
            ACCESS_KEY,
            SECRET_KEY,
            SESSION_TOKEN,
            ENDPOINT,
            PROTOCOL,
            REGION,
            PATH_STYLE_ACCESS,
            READ_TIMEOUT,
            MAX_RETRIES);

    /** What a request is signed with; the token is empty where there is none. */
    record Keys(String access, String secret, String token) {
        @Override
        public String toString() {
            return "keys of " + access;
        }
    }

    /** The clients by name. One is always there: the default. */
    static Map<String, ClientSettings> all(Settings settings) {
        Map<String, ClientSettings> clients = new HashMap<>();
        clients.put(DEFAULT, of(DEFAULT, settings));
        settings.getGroups(PREFIX).keySet().forEach(name -> clients.put(name, of(name, settings)));
        return Map.copyOf(clients);
    }

    private static ClientSettings of(String name, Settings settings) {
        return new ClientSettings(
                keys(name, settings),
                value(ENDPOINT, name, settings),
                value(PROTOCOL, name, settings),
                value(REGION, name, settings),
                value(PATH_STYLE_ACCESS, name, settings),
                value(READ_TIMEOUT, name, settings),
                value(MAX_RETRIES, name, settings));
    }

    /** The same, where the settings of a repository do not say otherwise. */
    ClientSettings refinedBy(Settings repository) {
        String name = "refined";
        Settings prefixed = Settings.builder()
                .put(repository)
                .normalizePrefix(PREFIX + name + ".")
                .build();
        return new ClientSettings(
                keys,
                value(ENDPOINT, name, prefixed, endpoint),
                value(PROTOCOL, name, prefixed, protocol),
                value(REGION, name, prefixed, region),
                value(PATH_STYLE_ACCESS, name, prefixed, pathStyleAccess),
                value(READ_TIMEOUT, name, prefixed, readTimeout),
                value(MAX_RETRIES, name, prefixed, maxRetries));
    }

    private static Optional<Keys> keys(String name, Settings settings) {
        try (SecureString access = value(ACCESS_KEY, name, settings);
                SecureString secret = value(SECRET_KEY, name, settings);
                SecureString token = value(SESSION_TOKEN, name, settings)) {
            if (access.isEmpty() && secret.isEmpty() && token.isEmpty()) {
                return Optional.empty();
            }
            if (access.isEmpty()) {
                throw new IllegalArgumentException("Missing access key for s3 client [" + name + "]");
            }
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("Missing secret key for s3 client [" + name + "]");
            }
            return Optional.of(new Keys(access.toString(), secret.toString(), token.toString()));
        }
    }

    private static <T> T value(AffixSetting<T> setting, String name, Settings settings) {
        return setting.getConcreteSettingForNamespace(name).get(settings);
    }

    private static <T> T value(AffixSetting<T> setting, String name, Settings settings, T otherwise) {
        Setting<T> concrete = setting.getConcreteSettingForNamespace(name);
        return concrete.exists(settings) ? concrete.get(settings) : otherwise;
    }

    private static AffixSetting<SecureString> secure(String suffix) {
        return Setting.affixKeySetting(PREFIX, suffix, key -> SecureSetting.secureString(key, null));
    }

    private static AffixSetting<String> text(String suffix, String otherwise) {
        return Setting.affixKeySetting(PREFIX, suffix, key -> Setting.simpleString(key, otherwise, Property.NodeScope));
    }
}
