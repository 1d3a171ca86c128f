package dev.shardwright.elasticsearch;

import java.util.Map;
import java.util.Optional;

/**
 * A repository as it is registered.
 *
 * @param type     {@code s3}, {@code fs} and so on
 * @param uuid     identity that the repository itself carries; empty where the server does not tell it, or does not know
 *                 it yet
 * @param settings its settings, those that are secret left out by the server; flat
 */
public record RepositoryInfo(String type, Optional<String> uuid, Map<String, String> settings) {
    public RepositoryInfo {
        settings = Map.copyOf(settings);
    }

    static RepositoryInfo from(JsonObject repository) throws MalformedAnswerException {
        return new RepositoryInfo(
                repository.text("type"),
                repository.optionalText("uuid"),
                repository.object("settings").textFields());
    }
}
