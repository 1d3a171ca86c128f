package dev.shardwright.cluster.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * What the prepare container found on the volume of a node when its pod started.
 *
 * @param dataEmpty there was no node state on the volume
 * @param offer whether the pod was offered to form a cluster
 */
public record PrepareReport(boolean dataEmpty, Offer offer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of the offer to form a cluster. */
    public enum Offer {
        /** There was none. */
        NONE,
        /** There was one, and the volume already held node state. */
        IGNORED,
        /** The node started with cluster.initial_master_nodes. */
        TAKEN
    }

    /** The report of a pod; empty when there is none yet or it cannot be read. */
    public static Optional<PrepareReport> of(Pod pod) {
        if (pod.getStatus() == null || pod.getStatus().getInitContainerStatuses() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getInitContainerStatuses().stream()
                .filter(s -> Names.PREPARE_CONTAINER.equals(s.getName()))
                .filter(s -> s.getState() != null && s.getState().getTerminated() != null)
                .map(s -> s.getState().getTerminated())
                .filter(t -> t.getExitCode() != null && t.getExitCode() == 0)
                .findFirst()
                .map(ContainerStateTerminated::getMessage)
                .flatMap(PrepareReport::read);
    }

    private static Optional<PrepareReport> read(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            Offer offer =
                    switch (json.path("offer").asText()) {
                        case "none" -> Offer.NONE;
                        case "ignored" -> Offer.IGNORED;
                        case "taken" -> Offer.TAKEN;
                        default -> null;
                    };
            String data = json.path("data").asText();
            if (offer == null || !(data.equals("empty") || data.equals("present"))) {
                return Optional.empty();
            }
            return Optional.of(new PrepareReport(data.equals("empty"), offer));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
