package dev.shardwright.snapshot.migration;

import dev.shardwright.api.snapshot.Migration;
import dev.shardwright.api.snapshot.MigrationSide;
import dev.shardwright.elasticsearch.BaseUrl;
import dev.shardwright.support.Labels;
import dev.shardwright.support.Names;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that the application uses: a Service that leads to one side. Nobody owns it, for the application needs it longer
 * than the Migration is kept.
 */
record Front(Migration migration) {
    private static final String TYPE = "ExternalName";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    /** Whether one is wanted. */
    boolean isWanted() {
        return migration.getSpec().cutover() != null
                && migration.getSpec().cutover().service() != null;
    }

    String name() {
        return migration.getSpec().cutover().service().name();
    }

    /** What keeps a Service from leading to one of the sides; empty when nothing does. */
    Optional<String> flaw() {
        return isWanted()
                ? nameFlaw()
                        .or(() -> flaw("source", migration.getSpec().source()))
                        .or(() -> flaw("target", migration.getSpec().target()))
                        .or(this::samePlace)
                : Optional.empty();
    }

    private Optional<String> nameFlaw() {
        return NAME.matcher(name()).matches()
                ? Optional.empty()
                : Optional.of(
                        "spec.cutover.service.name must begin with a letter, hold only lower-case letters, digits and"
                                + " -, and not end with -");
    }

    /** A Service is a name, without a port. */
    private Optional<String> samePlace() {
        String host = host(migration.getSpec().source());
        return host.equals(host(migration.getSpec().target()))
                ? Optional.of("spec.cutover.service: source and target are both at " + host
                        + ", which a Service cannot tell apart: remove cutover.service")
                : Optional.empty();
    }

    /** Whether a Service of that name is there and was made for somebody else. */
    boolean isTaken(Optional<Service> there) {
        return there.filter(s -> !migration.getMetadata().getName().equals(label(s)))
                .isPresent();
    }

    /** Whether a Service is wanted, and the one that is there leads to a side. */
    boolean leadsTo(MigrationSide side, Optional<Service> there) {
        return isWanted() && there.isPresent() && leading(side, there).isEmpty();
    }

    /** The Service that leads to a side; empty when it does already. */
    Optional<Service> leading(MigrationSide side, Optional<Service> there) {
        String host = host(side);
        boolean leads = there.map(Service::getSpec)
                .filter(s -> TYPE.equals(s.getType()) && host.equals(s.getExternalName()))
                .isPresent();
        return leads ? Optional.empty() : Optional.of(service(host));
    }

    private Service service(String host) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(migration.getMetadata().getNamespace())
                .withName(name())
                .addToLabels(Labels.MIGRATION, migration.getMetadata().getName())
                .endMetadata()
                .withNewSpec()
                .withType(TYPE)
                .withExternalName(host)
                .endSpec()
                .build();
    }

    private String host(MigrationSide side) {
        return side.clusterRef() == null
                ? BaseUrl.of(side.external().url()).host().toLowerCase(Locale.ROOT) // Kubernetes takes no other
                : Names.httpService(side.clusterRef().name()) + "."
                        + migration.getMetadata().getNamespace() + ".svc.cluster.local";
    }

    private static String label(Service service) {
        return Optional.ofNullable(service.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.MIGRATION))
                .orElse("");
    }

    private static Optional<String> flaw(String field, MigrationSide side) {
        if (side.external() == null) {
            return Optional.empty();
        }
        try {
            return ADDRESS.matcher(BaseUrl.of(side.external().url()).host()).matches()
                    ? Optional.of("spec.cutover.service: a Service cannot lead to an address: give spec." + field
                            + ".external.url a name, or remove cutover.service")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("spec." + field + ".external.url: " + e.getMessage());
        }
    }
}
